package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Cells that wait for locks when they are interrupted. */
@ExtendWith(SharedKernel.class)
class LeftCellTest {

  /** Takes a lock until it is let go, in another thread than that of the cell. */
  static final String TAKES_A_LOCK =
      """
      var lock = new Object();
      var got = new java.util.concurrent.CountDownLatch(1);
      var let = new java.util.concurrent.CountDownLatch(1);
      var other = new Thread(() -> {
        synchronized (lock) {
          got.countDown();
          try { let.await(); } catch (InterruptedException e) { }
        }
      });
      other.start();
      got.await();
      """;

  /** Waits until no thread but this one is in code of cells. */
  private static final String AWAITS_ALL =
      """
      other.join();
      while (Thread.getAllStackTraces().entrySet().stream()
          .filter(each -> each.getKey() != Thread.currentThread())
          .flatMap(each -> java.util.Arrays.stream(each.getValue()))
          .anyMatch(frame -> frame.getClassName().startsWith("REPL."))) {
        Thread.sleep(5);
      }
      """;

  /** Lets it go and waits for the thread that was left. */
  private static final String LETS_IT_GO = "let.countDown();\n" + AWAITS_ALL;

  private static final String KEPT = "variables are kept";

  private ProcessHandle worker;

  @BeforeEach
  void notes(KernelProcess kernel) {
    worker = kernel.worker();
  }

  @Test
  void leavesACellToItsThreadThatWaitsForALockOfAnother(FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run("boolean entered = false;" + TAKES_A_LOCK);

    Answered cell = frontEnd.interrupted("synchronized (lock) { entered = true; }");

    assertThat(cell.errorName()).as(cell.traceback()).isEqualTo("Interrupted");
    assertThat(cell.errorValue()).contains("waits for a lock").contains("variables are kept");
    assertThat(frontEnd.run("other.isAlive()").result()).isEqualTo("true");
    assertThat(kernel.worker()).isEqualTo(worker);
    // As soon as it gets the lock, it is stopped.
    assertThat(frontEnd.run(LETS_IT_GO + "entered").result()).isEqualTo("false");
  }

  @Test
  void leavesACellToItsThreadThatWaitsInNativeCode(
      FrontEnd frontEnd, KernelProcess kernel, @TempDir Path folder) {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "it has no named pipes");
    frontEnd.run(
        """
        int opened = 0;
        var pipe = new java.io.File("%s", "pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        """
            .formatted(folder));

    Answered cell = frontEnd.interrupted("new java.io.FileInputStream(pipe); opened++;");

    assertThat(cell.errorName()).as(cell.traceback()).isEqualTo("Interrupted");
    assertThat(cell.errorValue()).contains("waits in native code").contains(KEPT);
    assertThat(kernel.worker()).isEqualTo(worker);
    // As soon as it returns, it is stopped.
    frontEnd.run(
        """
        var other = new Thread(() -> {
          try { new java.io.FileOutputStream(pipe).close(); } catch (java.io.IOException e) { }
        });
        other.start();
        """);
    assertThat(frontEnd.run(AWAITS_ALL + "opened").result()).isEqualTo("0");
  }

  @Test
  void stopsAThreadThatWasLeftThoughItCatchesWhatAwaitsIt(FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run("int entered = 0;" + TAKES_A_LOCK);

    Answered cell =
        frontEnd.interrupted(
            "while (true) try { synchronized (lock) { entered++; } } catch (Throwable t) { }");

    assertThat(cell.errorValue()).contains("waits for a lock").contains(KEPT);
    assertThat(frontEnd.run(LETS_IT_GO + "\"ended\"").result()).isEqualTo("ended");
    assertThat(kernel.worker()).isEqualTo(worker);
  }

  @Test
  void stopsACellThatWaitsForALockAgainAndAgainAndMayGetIt(
      FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run(
        """
        var lock = new Object();
        var entered = new java.util.concurrent.atomic.AtomicLong();
        var ends = new java.util.concurrent.atomic.AtomicBoolean();
        var other = new Thread(() -> {
          while (!ends.get()) {
            synchronized (lock) {
              long end = System.nanoTime() + 3_000_000;
              while (System.nanoTime() < end) { }
            }
            Thread.yield();
          }
        });
        other.start();
        """);

    Answered cell =
        frontEnd.interrupted(
            "while (true) try { synchronized (lock) { entered.incrementAndGet(); } }"
                + " catch (Throwable t) { }");

    // At each look it may wait for the other thread, or have got the lock in between.
    assertThat(cell.errorValue()).endsWith(KEPT);
    assertThat(frontEnd.run("ends.set(true);" + AWAITS_ALL + "\"ended\"").result())
        .isEqualTo("ended");
    assertThat(kernel.worker()).isEqualTo(worker);
  }

  @Test
  void leavesAHandlerAndGivesWhatIsPrintedLaterToTheCellThatRuns(FrontEnd frontEnd) {
    frontEnd.run(
        TAKES_A_LOCK
            + """
            dev.trn3.display.comm.Comm.target("waits", (comm, opening) -> {
              System.out.println("ready");
              try { synchronized (lock) { } } catch (Throwable t) { }
            });
            """);
    ObjectNode content = Json.object().put("comm_id", "left").put("target_name", "waits");
    content.set("data", Json.object());
    Message open = frontEnd.send(Channel.SHELL, "comm_open", content);
    frontEnd.awaitOutput(open, "ready\n");
    frontEnd.interrupt();
    frontEnd.await(open, "idle");

    assertThat(new Answered(open, null, frontEnd.published(open)).stderr())
        .contains("waits for a lock")
        .contains(KEPT);
    String prints = "var mine = new Thread(() -> System.out.print(\"mine\")); mine.start();";
    assertThat(frontEnd.run(LETS_IT_GO + "Thread.sleep(50);" + prints + "mine.join();").stdout())
        .isEqualTo("mine");
  }
}
