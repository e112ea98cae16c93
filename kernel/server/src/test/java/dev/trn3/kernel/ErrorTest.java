package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedKernel.class)
class ErrorTest {

  @Test
  void pointsAtWhatDoesNotCompile(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("int z1 = 1;\n\tint z2 = \"text\";\nint z3 = 3;");

    assertThat(cell.errorName()).isEqualTo("CompilationError");
    assertThat(cell.traceback().lines().toList())
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).matches("Compilation error in cell \\d+, line 2, column 11");
              assertThat(lines.get(1)).isEqualTo("  2 | \tint z2 = \"text\";");
              assertThat(lines.get(2)).isEqualTo("    | \t         ^^^^^^");
              assertThat(lines.get(3)).contains("String cannot be converted to int");
            });
    assertThat(frontEnd.run("z1").result()).isEqualTo("1");
    assertThat(frontEnd.run("z3").errorName()).isEqualTo("CompilationError");
  }

  /** Front ends put colours of their own behind an error: bold can be read on all of them. */
  @Test
  void setsWhatMattersInBoldAndInNoColour(FrontEnd frontEnd) {
    assertThat(frontEnd.run("1 / 0").reply().path("traceback").path(0).asText())
        .startsWith("\u001b[1mjava.lang.ArithmeticException\u001b[0m");
  }

  @Test
  void proposesTheNameThatWasMeant(FrontEnd frontEnd) {
    frontEnd.run("double throughput = 1;");

    assertThat(frontEnd.run("throughptu * 2").traceback())
        .contains("cannot find symbol")
        .contains("variable throughptu")
        .contains("Did you mean throughput?");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"abc\".substing(1)', substring",
    "'System.out.printn(1)', println",
    "'Strign s;', String",
    "'Intger.valueOf(1)', Integer"
  })
  void proposesTheMemberOrTypeThatWasMeant(String code, String meant, FrontEnd frontEnd) {
    assertThat(frontEnd.run(code).traceback()).endsWith("Did you mean " + meant + "?");
  }

  @Test
  void proposesNoImportWhereAMemberIsMissing(FrontEnd frontEnd) {
    assertThat(frontEnd.run("java.util.Optional.of(1).get().foo").traceback())
        .endsWith("location: class java.lang.Integer");
  }

  @Test
  void namesVariablesInMessagesAsTheCellDoes(FrontEnd frontEnd) {
    assertThat(frontEnd.run("String nobody = null; nobody.length()").errorValue())
        .endsWith("because \"nobody\" is null");
  }

  @Test
  void saysInTheFirstCellTooWhatToImport() {
    try (KernelProcess fresh = KernelProcess.start("-Dtrn3.hints.seconds=60");
        FrontEnd frontEnd = new FrontEnd(fresh.connection)) {
      assertThat(frontEnd.run("new CountDownLatch(1)").traceback())
          .contains("It exists elsewhere; one of these lines makes it known:")
          .contains("  import java.util.concurrent.CountDownLatch;");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int bad = ;",
        "foo bar baz",
        "1 +",
        "(1 + 2",
        "1 + 2)",
        "int int = 3;",
        "\"open",
        "/* open",
        "class {",
        "}",
        "goto x;",
        "@",
        "int x1 = 1; }",
        "\u0000",
        "new Object() {",
        "switch",
        "\ud83d",
        "package a.b;",
        "void f( { }",
        "\"\"\"\nopen",
        "'ab'",
        "int 1x = 2;",
        "#!"
      })
  void answersWhatIsNoJavaWithACompilationError(String code, FrontEnd frontEnd) {
    Answered cell = frontEnd.run(code);

    assertThat(cell.errorName()).as(cell.traceback()).isEqualTo("CompilationError");
    assertThat(cell.traceback()).startsWith("Compilation error in cell");
  }

  @Test
  void saysWhereInWhichCellSomethingWasThrown(FrontEnd frontEnd) {
    int first =
        frontEnd
            .run("int thrower(int x) {\n  int y = 1;\n  return y / x;\n}")
            .reply()
            .path("execution_count")
            .asInt();

    Answered cell = frontEnd.run("\n\nint z = 1;\nthrower(z - 1)");

    assertThat(cell.errorName()).isEqualTo("java.lang.ArithmeticException");
    assertThat(cell.errorValue()).isEqualTo("/ by zero");
    assertThat(cell.traceback())
        .isEqualTo(
            """
            java.lang.ArithmeticException: / by zero
                at thrower (cell %d, line 3)
                at cell %d, line 4"""
                .formatted(first, first + 1));
  }

  @Test
  void tellsTheWholeChainOfCausesAndWhatWasSuppressed(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            """
            var inner = new IllegalStateException("inner");
            inner.addSuppressed(new java.io.IOException("closing failed"));
            var middle = new RuntimeException("middle", inner);
            throw new Exception("outer", middle);
            """);

    assertThat(cell.errorName()).isEqualTo("java.lang.Exception");
    assertThat(cell.traceback())
        .containsSubsequence(
            "java.lang.Exception: outer",
            "Caused by: java.lang.RuntimeException: middle",
            "Caused by: java.lang.IllegalStateException: inner",
            "Suppressed: java.io.IOException: closing failed")
        .doesNotContain("jdk.internal.reflect")
        .doesNotContain("dev.trn3.worker")
        .doesNotContain("REPL.");
  }

  @Test
  void knowsItsOwnExceptionsAndNamesThemAsTheCellDoes(FrontEnd frontEnd) {
    frontEnd.run("class Melted extends RuntimeException { Melted() { super(\"too hot\"); } }");

    assertThat(frontEnd.run("throw new Melted();").traceback()).contains("Melted: too hot");
  }

  @Test
  void saysThatAnExceptionOfTheCellIsOneEvenIfItMeansInterrupted(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("throw new InterruptedException(\"of my own\");");

    assertThat(cell.errorName()).isEqualTo("java.lang.InterruptedException");
    assertThat(cell.errorValue()).isEqualTo("of my own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Nasty extends RuntimeException {"
            + " public String getMessage() { throw new Error(\"no message\"); } }\nthrow new"
            + " Nasty();",
        "class Shy extends RuntimeException { public Throwable getCause() { return this; } }\n"
            + "throw new Shy();",
        "throw null;",
        "throw new Error();",
        "class Init { static int x = 1 / 0; }\nInit.x",
        "Object[] o = new String[1]; o[0] = 1;",
        "assert false; throw new AssertionError(\"x\");"
      })
  void answersWhateverIsThrown(String code, FrontEnd frontEnd) {
    Answered cell = frontEnd.run(code);

    assertThat(cell.status()).isEqualTo("error");
    assertThat(cell.errorName()).isNotEqualTo("Interrupted").isNotEqualTo("WorkerEnded");
    assertThat(cell.traceback()).isNotEmpty();
  }

  @Test
  void showsAValueWhoseToStringThrows(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            "class Mute { public String toString() { throw new IllegalStateException(\"mute\"); }"
                + " }\nnew Mute()");

    assertThat(cell.result()).contains("Mute").contains("its toString() threw");
    assertThat(
            frontEnd
                .run(
                    "class Mad { public String toString() { throw new Error(\"mad\"); } }\nnew"
                        + " Mad()")
                .result())
        .contains("mad");
  }
}
