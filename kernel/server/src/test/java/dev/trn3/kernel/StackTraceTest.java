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

  @Test
  void nameTheLatestCellOfAVariableThatIsDeclaredAgain(FrontEnd frontEnd) {
    String code = "int again = new Exception().getStackTrace().length > 0 ? traced() : 0;";
    frontEnd.run("int traced() { new Exception(\"seen\").printStackTrace(); return 1; }");
    frontEnd.run(code);

    Answered cell = frontEnd.run("\n\n" + code);

    assertThat(cell.stderr()).contains("\tat cell %d, line 3\n".formatted(count(cell)));
  }

  @Test
  void tellMethodsOfOneNameApart(FrontEnd frontEnd) {
    int first = count(frontEnd.run("void over(int a) {\n\n  Thread.dumpStack();\n}"));
    int second = count(frontEnd.run("void over(String a) {\n  Thread.dumpStack();\n}"));

    Answered cell = frontEnd.run("over(1);\nover(\"\");");

    assertThat(cell.stderr())
        .contains("at over (cell %d, line 3)".formatted(first))
        .contains("at over (cell %d, line 2)".formatted(second));
  }

  @Test
  void ofTextThatIsNoFrameLoseNoOutput(FrontEnd frontEnd) {
    String text = "REPL.$JShell$1.do_it$($JShell$1.java:99999999999)";

    Answered cell = frontEnd.run("System.out.println(\"" + text + "\");");

    assertThat(cell.stdout()).isEqualTo(text + "\n");
  }
}
