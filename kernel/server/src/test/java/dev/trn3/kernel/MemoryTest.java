package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A worker with 64 MiB. */
class MemoryTest {

  private static KernelProcess kernel;
  private static FrontEnd frontEnd;
  private static Heartbeat heartbeat;

  @BeforeAll
  static void start() {
    kernel = KernelProcess.start("-Dtrn3.worker.flags=-Xmx64m", KernelProcess.PREPARED);
    frontEnd = new FrontEnd(kernel.connection);
    heartbeat = new Heartbeat(kernel.connection);
  }

  @AfterEach
  void itsHeartHasBeaten() {
    heartbeat.check("MemoryTest");
  }

  @AfterAll
  static void end() {
    heartbeat.close();
    frontEnd.close();
    kernel.close();
  }

  @Test
  void saysThatMemoryWasShortForBigArraysAndKeepsVariables() {
    frontEnd.run("int kept = 1;");

    Answered cell =
        frontEnd.run(
            "var all = new java.util.ArrayList<>(); while (true) all.add(new long[1 << 20]);");

    assertThat(cell.errorName()).isEqualTo("java.lang.OutOfMemoryError");
    frontEnd.run("all = null;");
    assertThat(frontEnd.run("kept").result()).isEqualTo("1");
  }

  @Test
  void goesOnAfterManySmallObjects() {
    for (int i = 0; i < 2; i++) {
      Answered cell =
          frontEnd.run(
              "{ var few = new java.util.LinkedList<Object>(); while (true) few.add(new Object()); }");

      assertThat(cell.status()).isEqualTo("error");
      assertThat(cell.errorName())
          .as(cell.traceback())
          .isIn("java.lang.OutOfMemoryError", "WorkerEnded");
      Answered next = frontEnd.run("System.out.print(\"alive\"); 1 + 1");
      assertThat(next.traceback()).isEmpty();
      assertThat(next.stdout()).isEqualTo("alive");
    }
  }

  @Test
  void keepsVariablesWhereOneOfThemHoldsAllMemoryInSmallObjects() {
    frontEnd.run("int kept = 1; var held = new java.util.LinkedList<Object>();");

    Answered cell = frontEnd.run("while (true) held.add(1);");

    assertThat(cell.errorName()).isEqualTo("java.lang.OutOfMemoryError");
    assertThat(frontEnd.run("held.size() > 1000").result()).isEqualTo("true");
    frontEnd.run("held = null;");
    assertThat(frontEnd.run("kept").result()).isEqualTo("1");
  }

  @Test
  void goesOnAfterAValueTooLargeToShow() {
    Answered cell = frontEnd.run("var large = new byte[30_000_000]; large");

    assertThat(cell.types()).endsWith("idle");
    frontEnd.run("large = null;");
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }

  @Test
  void letsGoOfValuesThatAreReplaced() {
    for (int i = 0; i < 12; i++) {
      Answered cell = frontEnd.run("var heavy = new byte[20_000_000]; heavy.length");

      assertThat(cell.traceback()).isEmpty();
    }
    frontEnd.run("heavy = null;");
  }
}
