package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Location;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.request.ExceptionRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExceptionTellersTest {

  private static final int RUNNING = ThreadReference.THREAD_STATUS_RUNNING;

  private final AtomicInteger requests = new AtomicInteger();
  private final ExceptionTellers tellers = new ExceptionTellers(requests::get);

  private static <T> T having(Class<T> type, Map<String, ?> answers) {
    Object made =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals("equals")
                    ? proxy == arguments[0]
                    : answers.get(method.getName()));
    return type.cast(made);
  }

  private static Location place() {
    return having(Location.class, Map.of());
  }

  private static DebuggedThread at(Location place, int status) {
    StackFrame frame = having(StackFrame.class, Map.of("location", place));
    return new DebuggedThread(
        having(
            ThreadReference.class,
            Map.of("uniqueID", 5L, "status", status, "frameCount", 1, "frame", frame)));
  }

  @Test
  void areNoneWhereTheJvmWasNeverAskedToTell() {
    assertThat(tellers.maybe(at(place(), RUNNING))).isFalse();
  }

  @Test
  void areNoneAnyMoreOnceTheyAreSeenElsewhere() {
    requests.set(1);
    Location place = place();

    assertThat(tellers.maybe(at(place, RUNNING))).isTrue();
    assertThat(tellers.maybe(at(place, RUNNING))).isTrue();
    assertThat(tellers.maybe(at(place(), RUNNING))).isFalse();
    assertThat(tellers.maybe(at(place, RUNNING))).as("it was seen elsewhere before").isFalse();
  }

  @Test
  void mayBeSomeAgainWhereTheJvmWasAskedAgain() {
    requests.set(1);
    tellers.maybe(at(place(), RUNNING));
    tellers.maybe(at(place(), RUNNING));
    requests.set(2);

    assertThat(tellers.maybe(at(place(), RUNNING))).isTrue();
  }

  @Test
  void areNoneThatSleep() {
    requests.set(1);

    assertThat(tellers.maybe(at(place(), ThreadReference.THREAD_STATUS_SLEEPING))).isFalse();
  }

  @Test
  void areNotSparedForEverWhereTheyStayAtOnePlace() throws InterruptedException {
    requests.set(1);
    DebuggedThread inNativeCode = at(place(), RUNNING);
    while (tellers.maybe(inNativeCode)) {
      Thread.sleep(10); // The test ends it.
    }
  }

  @Test
  void areSomeOfAJvmThatWasAskedToTellBefore() throws Exception {
    WorkerOptions options = new WorkerOptions(System.getProperty("java.class.path"), List.of());
    try (WorkerProcess worker = WorkerProcess.start(options, unasked -> {})) {
      VirtualMachine machine = worker.debuggee().machine();
      machine.suspend();
      assertThat(maySomeTell(worker)).isFalse();

      ExceptionRequest request =
          machine.eventRequestManager().createExceptionRequest(null, true, true);
      request.enable();
      assertThat(worker.debuggee().exceptionTellers().mute(machine)).isTrue();

      assertThat(request.isEnabled()).isFalse();
      assertThat(maySomeTell(worker)).as("who reads its channel runs in native code").isTrue();
    }
  }

  @Test
  void stayMutedUntilTheCellHasEnded() throws Exception {
    WorkerOptions options = new WorkerOptions(System.getProperty("java.class.path"), List.of());
    try (WorkerProcess worker = WorkerProcess.start(options, unasked -> {})) {
      ExceptionRequest request =
          worker
              .debuggee()
              .machine()
              .eventRequestManager()
              .createExceptionRequest(null, true, true);
      request.enable();
      DebuggedCell cell = worker.debuggee().cell(1);

      cell.stop(true);
      assertThat(request.isEnabled()).as("the stop may still be on its way").isFalse();

      cell.tellOfExceptionsAgain();
      assertThat(request.isEnabled()).isTrue();
    }
  }

  @Test
  void areNoneWhereACellIsLetReturn() throws Exception {
    WorkerOptions options = new WorkerOptions(System.getProperty("java.class.path"), List.of());
    try (WorkerProcess worker = WorkerProcess.start(options, unasked -> {})) {
      VirtualMachine machine = worker.debuggee().machine();
      DebuggedThread thread = new DebuggedThread(machine.allThreads().get(0));

      new Release(machine).returnFromCell(thread, true, stood -> true);

      machine.suspend();
      assertThat(maySomeTell(worker)).isFalse();
    }
  }

  private static boolean maySomeTell(WorkerProcess worker) {
    return worker.debuggee().machine().allThreads().stream()
        .map(DebuggedThread::new)
        .anyMatch(worker.debuggee().exceptionTellers()::maybe);
  }
}
