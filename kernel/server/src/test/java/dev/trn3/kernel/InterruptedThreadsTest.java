package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cells that interrupt threads which are not theirs. */
class InterruptedThreadsTest {

  private static KernelProcess kernel;
  private static FrontEnd frontEnd;

  @BeforeAll
  static void start() {
    kernel = KernelProcess.start();
    frontEnd = new FrontEnd(kernel.connection);
  }

  @AfterAll
  static void end() {
    frontEnd.close();
    kernel.close();
  }

  @Test
  void leaveThoseAloneThatServeAllCells() {
    frontEnd.run("int kept = 1;");

    frontEnd.run(
        """
        for (Thread each : Thread.getAllStackTraces().keySet()) {
          if (each != Thread.currentThread()) each.interrupt();
        }
        System.out.print("x".repeat(3_000_000));
        """);

    assertThat(frontEnd.run("kept").result()).isEqualTo("1");
  }
}
