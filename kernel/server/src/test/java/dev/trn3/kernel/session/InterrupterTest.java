package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterrupterTest {

  /** A cell that runs for ever; who looks whether its interrupt hangs fails at the first looks. */
  private record Endless(WorkerProcess worker, CountDownLatch gaveUpOn, AtomicInteger failures)
      implements Interrupter.Running {

    Endless(WorkerProcess worker) {
      this(worker, new CountDownLatch(1), new AtomicInteger());
    }

    @Override
    public boolean runs() {
      if (Thread.currentThread().getName().equals("interrupts that hang")
          && failures.getAndDecrement() > 0) {
        throw new OutOfMemoryError("thrown by the test");
      }
      return true;
    }

    @Override
    public int shell() {
      return 0;
    }

    @Override
    public int serial() {
      return 1;
    }

    @Override
    public void compiles() {}

    @Override
    public void endedItsProgram() {}

    @Override
    public void gaveUp() {
      gaveUpOn.countDown();
    }
  }

  private static final int LOOKS = 100;

  private static WeakReference<Future<?>> cancelled(Interrupter interrupter) {
    Future<?> later = interrupter.after(Duration.ofDays(1), () -> {});
    later.cancel(false);
    return new WeakReference<>(later);
  }

  @Test
  void endsAWorkerWhoseDebuggerDoesNotAnswer() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "kill -STOP is of Unix");
    WorkerOptions options = new WorkerOptions(System.getProperty("java.class.path"), List.of());
    try (WorkerProcess worker = WorkerProcess.start(options, unasked -> {});
        Interrupter interrupter = new Interrupter(Duration.ofMillis(200))) {
      worker.ask(Kind.REPORT, Fields.none().text("memory")); // It has come.
      worker.debuggee().warmUp();
      Endless cell = new Endless(worker);
      String pid = String.valueOf(worker.pid());
      new ProcessBuilder("kill", "-STOP", pid).start().waitFor();

      interrupter.interrupt(cell, () -> {});

      assertThat(cell.gaveUpOn().await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.end().code()).isNotZero();
    }
  }

  @Test
  void waitsForNoWorkerThatDoesNotComeAndEndsIt() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "kill -STOP is of Unix");
    WorkerOptions options = new WorkerOptions(System.getProperty("java.class.path"), List.of());
    try (WorkerProcess worker = WorkerProcess.start(options, unasked -> {});
        Interrupter interrupter = new Interrupter(Duration.ofMillis(200))) {
      new ProcessBuilder("kill", "-STOP", String.valueOf(worker.pid())).start().waitFor();
      Endless cell = new Endless(worker);

      interrupter.interrupt(cell, () -> {});

      assertThat(cell.gaveUpOn().await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.end().code()).isNotZero();
    }
  }

  @Test
  void endsItAlsoWhereWhoLooksForThatFailsAtFirst() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "kill -STOP is of Unix");
    WorkerOptions options = new WorkerOptions(System.getProperty("java.class.path"), List.of());
    try (WorkerProcess worker = WorkerProcess.start(options, unasked -> {});
        Interrupter interrupter = new Interrupter(Duration.ofMillis(200))) {
      new ProcessBuilder("kill", "-STOP", String.valueOf(worker.pid())).start().waitFor();
      Endless cell = new Endless(worker);
      cell.failures().set(1);

      interrupter.interrupt(cell, () -> {});

      assertThat(cell.gaveUpOn().await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(cell.failures()).hasValueLessThan(1);
    }
  }

  @Test
  void forgetsWhatWasCancelledAtOnce() throws InterruptedException {
    try (Interrupter interrupter = new Interrupter()) {
      WeakReference<Future<?>> cancelled = cancelled(interrupter);
      for (int i = 0; i < LOOKS && cancelled.get() != null; i++) {
        System.gc();
        Thread.sleep(10);
      }

      assertThat(cancelled.get()).isNull();
    }
  }
}
