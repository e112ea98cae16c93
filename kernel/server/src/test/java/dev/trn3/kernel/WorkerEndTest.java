package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever ends the JVM of the cells, the kernel says so and goes on. */
@ExtendWith(SharedKernel.class)
class WorkerEndTest {

  private static void worksAgain(FrontEnd frontEnd) {
    Answered next = frontEnd.run("System.out.print(\"printed\"); int fresh = 1; fresh + 1");
    assertThat(next.traceback()).isEmpty();
    assertThat(next.stdout()).isEqualTo("printed");
    assertThat(next.result()).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "System.exit(3); | 3",
        "Runtime.getRuntime().halt(4); | 4",
        "System.exit(0); | 0",
        "new Thread(() -> System.exit(5)).start(); Thread.sleep(100_000); | 5",
        "Runtime.getRuntime().exit(6); 1 + 1 | 6"
      })
  void saysHowItEnded(String code, int exitCode, FrontEnd frontEnd) {
    Answered cell = frontEnd.run("System.out.println(\"before\");\n" + code);

    assertThat(cell.errorName()).isEqualTo("WorkerEnded");
    assertThat(cell.errorValue())
        .startsWith("It ended with code " + exitCode + " ")
        .contains("Variables are lost");
    worksAgain(frontEnd);
  }

  @Test
  void deliversWhatWasPrintedBeforeTheEnd(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run("for (int i = 0; i < 5000; i++) System.out.println(i);\nSystem.exit(1);");

    assertThat(cell.stdout()).startsWith("0\n1\n").endsWith("\n4998\n4999\n");
    assertThat(cell.types()).endsWith("error", "idle");
  }

  @Test
  void deliversWhatTheStatementThatEndsItHasPrinted(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run("{ for (int i = 0; i < 5000; i++) System.out.println(i); System.exit(1); }");

    assertThat(cell.stdout()).startsWith("0\n1\n").endsWith("\n4998\n4999\n");
  }

  @Test
  void survivesAKillWhileACellRuns(FrontEnd frontEnd, KernelProcess kernel) {
    Message cell = frontEnd.send("System.out.println(\"on\"); Thread.sleep(1_000_000);");
    frontEnd.awaitOutput(cell, "on\n");

    kernel.worker().destroyForcibly();

    assertThat(frontEnd.answered(cell).errorValue()).startsWith("It ended with code 137 ");
    worksAgain(frontEnd);
  }

  @Test
  void survivesAKillBetweenCells(FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run("int before = 1;");

    for (int i = 0; i < 2; i++) {
      ProcessHandle worker = kernel.worker();
      worker.destroyForcibly();
      if (i > 0) {
        KernelProcess.ends(worker);
      }

      Answered cell = frontEnd.run("1 + 1");
      assertThat(cell.errorName()).isEqualTo("WorkerEnded");
      worksAgain(frontEnd);
    }
  }

  @Test
  void survivesAKillOfAWorkerThatIsJustStarting(FrontEnd frontEnd, KernelProcess kernel) {
    for (int i = 0; i < 2; i++) {
      frontEnd.run("System.exit(0);");
      kernel.worker().destroyForcibly();

      assertThat(frontEnd.run("1 + 1").errorName()).isEqualTo("WorkerEnded");
    }
    worksAgain(frontEnd);
  }

  @Test
  void survivesAKillOfAWorkerThatHoldsAQuestion(FrontEnd frontEnd, KernelProcess kernel) {
    Message cell = frontEnd.send("input(\"name? \")");
    Message question = frontEnd.await(cell, "input_request");
    kernel.worker().destroyForcibly();
    assertThat(frontEnd.answered(cell).errorName()).isEqualTo("WorkerEnded");

    frontEnd.reply(question, "too late");

    worksAgain(frontEnd);
  }

  @Test
  void leavesNoWorkerBehind(FrontEnd frontEnd, KernelProcess kernel) {
    worksAgain(frontEnd);

    assertThat(kernel.workers()).hasSize(1);
  }

  @Test
  void survivesAStackOverflowWithVariables(FrontEnd frontEnd) {
    frontEnd.run("int deep = 1; int recurse(int n) { return recurse(n + 1) + 1; }");

    Answered cell = frontEnd.run("recurse(0)");

    assertThat(cell.errorName()).isEqualTo("java.lang.StackOverflowError");
    assertThat(cell.traceback()).contains("recurse (cell ").contains("more");
    assertThat(frontEnd.run("deep").result()).isEqualTo("1");
  }

  @Test
  void survivesACompilerThatOverflowsItsStack(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("int sum = 1" + " + 1".repeat(30_000) + ";");

    assertThat(cell.types()).endsWith("idle");
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }
}
