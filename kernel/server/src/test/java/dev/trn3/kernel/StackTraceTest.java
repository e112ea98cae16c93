package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stack traces that code prints itself. */
@ExtendWith(SharedKernel.class)
class StackTraceTest {

  private static int count(Answered cell) {
    return cell.reply().path("execution_count").asInt();
  }

  @Test
  void nameLinesOfCells(FrontEnd frontEnd) {
    int first =
        count(frontEnd.run("void failing() {\n\n  throw new IllegalStateException(\"seen\");\n}"));

    Answered cell =
        frontEnd.run(
            """
            int before = 1;

            try {
              failing();
            } catch (IllegalStateException e) {
              e.printStackTrace();
            }
            """);

    assertThat(cell.stderr())
        .startsWith(
            """
            java.lang.IllegalStateException: seen
            \tat failing (cell %d, line 3)
            \tat cell %d, line 4
            """
                .formatted(first, first + 1))
        .doesNotContain("REPL.");
  }

  @Test
  void ofThreadsThatEndByAnExceptionNameLinesOfCells(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            """
            record Step(int size) {
              int half() { return size / 0; }
            }

            var dying = new Thread(
                () -> new Step(4).half(), "dying");
            dying.start();
            dying.join();
            """);

    assertThat(cell.stderr())
        .startsWith("Exception in thread \"dying\" java.lang.ArithmeticException: / by zero\n")
        .contains("at Step.half (cell %d, line 2)".formatted(count(cell)))
        .contains("at lambda (cell %d, line 6)".formatted(count(cell)))
        .doesNotContain("REPL.");
  }

  @Test
  void areLeftAsTheyAreWhereTheyAreNoCells(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("System.err.println(\"at REPL.$JShell$, so it is said\");");

    assertThat(cell.stderr()).isEqualTo("at REPL.$JShell$, so it is said\n");
  }
}
