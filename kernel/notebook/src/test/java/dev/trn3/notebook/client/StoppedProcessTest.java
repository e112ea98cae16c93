package dev.trn3.notebook.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a process that a kernel is to take over and that does nothing any more. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGSTOP to send")
@Tag("once")
class StoppedProcessTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  @TempDir Path other;
  private final Succession succession = new Succession();

  @AfterEach
  void end() {
    succession.close();
  }

  /** A kernel of ours that notes in a file each time that its process is started. */
  private KernelSpec noting() {
    List<String> argv =
        new ArrayList<>(
            List.of("sh", "-c", "echo started >> '" + starts() + "'; exec \"$@\"", "kernel"));
    argv.addAll(OwnKernel.onClassPath().argv());
    return OwnKernel.onClassPath().with(argv);
  }

  private Path starts() {
    return folder.resolve("starts.txt");
  }

  /** The process of a kernel that has ended, stopped so that it neither answers nor ends. */
  private ProcessHandle stopped(KernelSpec spec) throws IOException, InterruptedException {
    Kernel kernel = succession.start(spec, folder, LONG);
    ProcessHandle process = kernel.process().process().toHandle();
    kernel.close();
    Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
    return process;
  }

  private static void assertKilled(ProcessHandle process) throws Exception {
    assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  private static boolean waitsForAKernel(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(Readiness.class.getName()));
  }

  /** Interrupts the thread as Ctrl-C does, while it waits until a kernel has come up. */
  private static void interruptOnceItWaits(Thread thread) {
    Thread interrupter =
        new Thread(
            () -> {
              while (!waitsForAKernel(thread)) {
                Thread.onSpinWait();
              }
              thread.interrupt();
            });
    interrupter.setDaemon(true);
    interrupter.start();
  }

  @Test
  void whereTheWaitForItIsInterruptedNothingIsStarted() throws Exception {
    KernelSpec spec = noting();
    ProcessHandle process = stopped(spec);

    interruptOnceItWaits(Thread.currentThread());
    assertThatThrownBy(() -> succession.start(spec, folder, LONG))
        .isInstanceOf(KernelStartException.class)
        .hasMessageContaining("was not waited for: interrupted");
    assertThatThrownBy(() -> succession.start(spec, folder, LONG))
        .hasMessage("kernel \"trn3\" was not started: interrupted");
    assertThatThrownBy(() -> Kernel.start(spec, folder, LONG))
        .hasMessage("kernel \"trn3\" was not started: interrupted");

    assertThat(Thread.interrupted()).isTrue();
    assertKilled(process);
    assertThat(Files.readAllLines(starts())).containsExactly("started");
  }

  @Test
  void itTakesHalfOfTheTimeSoThatAnotherOneCanBeStarted() throws Exception {
    KernelSpec spec = OwnKernel.onClassPath();
    ProcessHandle process = stopped(spec);

    assertThatThrownBy(() -> succession.start(spec, folder, Duration.ofMillis(20)))
        .hasMessageContaining("did not answer within 10 ms")
        .satisfies(
            second ->
                assertThat(second.getSuppressed())
                    .singleElement()
                    .satisfies(
                        first -> assertThat(first).hasMessageContaining("answer within 10 ms")));
    assertKilled(process);
  }

  /** Nobody knows yet that it hangs: it may be the first one, which takes longer to start. */
  @Test
  void itTakesTheWholeTimeWhereNoneHasStartedInIt() throws Exception {
    String hangsOnce = "mkdir once || exit 1; echo $$ > '" + starts() + "'; exec sleep 600";
    List<String> argv = new ArrayList<>(List.of("sh", "-c", hangsOnce));
    argv.addAll(OwnKernel.onClassPath().argv());
    KernelSpec never = OwnKernel.onClassPath().with(argv);
    CompletableFuture<Kernel> first =
        CompletableFuture.supplyAsync(
            () -> succession.start(never, folder, LONG), SharedProcessTest::inAThread);
    for (int tries = 0; tries < 1_000 && !hasStarted(); tries++) {
      Thread.sleep(10);
    }

    assertThatThrownBy(() -> succession.start(never, folder, Duration.ofMillis(20)))
        .satisfies(
            alone ->
                assertThat(alone.getSuppressed())
                    .singleElement()
                    .satisfies(beside -> assertThat(beside).hasMessageContaining("within 20 ms")));
    long pid = Long.parseLong(Files.readString(starts()).strip());
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(KernelStartException.class);
  }

  private boolean hasStarted() throws IOException {
    return Files.exists(starts()) && Files.size(starts()) > 0;
  }

  @Test
  void oneThatMadeRoomForAnotherIsKilledAtTheEnd() throws Exception {
    KernelSpec spec = OwnKernel.onClassPath();
    ProcessHandle process = stopped(spec);
    succession.start(spec, other, LONG).close();
    assertThat(process.isAlive()).isTrue();

    Thread.currentThread().interrupt(); // It does not wait five seconds then.
    succession.close();

    assertThat(Thread.interrupted()).isTrue();
    assertKilled(process);
  }
}
