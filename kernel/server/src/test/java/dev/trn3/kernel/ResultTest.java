package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedKernel.class)
class ResultTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + 1 | 2",
        "\"é你好😀\" | é你好😀",
        "int r1 = 3; r1 * 2 | 6",
        "var r2 = new int[][] {{1, 2}, {3}}; r2 | [[1, 2], [3]]",
        "(Object) null | null",
        "String r3 = null; r3 | null",
        "new char[] {'a', 'b'} | [a, b]",
        "1 + 1 // a comment; with a semicolon; | 2",
        "1 + 1 /* ; */ | 2",
        "\"a//b;\" | a//b;",
        "'\"' + \";\" // '; | \";",
        "Stream.of(1, 2).map(x -> x + 1).toList() | [2, 3]",
      })
  void showsTheValueOfTheLastExpression(String code, String value, FrontEnd frontEnd) {
    Answered cell = frontEnd.run("import java.util.stream.*;\n" + code);

    assertThat(cell.traceback()).isEmpty();
    assertThat(cell.result()).isEqualTo(value);
    assertThat(cell.types()).containsExactly("busy", "execute_input", "execute_result", "idle");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   \n",
        "// nothing",
        "1 + 1;",
        "int r4 = 5;",
        "int r5 = 5\n",
        "System.getProperties().size(); // hidden",
        "if (true) { }",
        "void r6() { }",
        "r6()",
        "import java.util.*;",
        "class R7 { }"
      })
  void showsNothingWhereThereIsNoValueOrItIsHidden(String code, FrontEnd frontEnd) {
    Answered cell = frontEnd.run(code.equals("r6()") ? "void r6() { } r6()" : code);

    assertThat(cell.status()).as(cell.traceback()).isEqualTo("ok");
    assertThat(cell.types()).doesNotContain("execute_result");
    assertThat(cell.stderr()).isEmpty();
  }

  @Test
  void switchesByPatternWhereJavaCan(FrontEnd frontEnd) {
    assumeTrue(Runtime.version().feature() >= 21);
    frontEnd.run(
        """
        record Box(Object inside) {}
        String kind(Object o) {
          return switch (o) {
            case Box(Integer i) when i > 9 -> "a large number";
            case Box(var other) -> "boxed " + other;
            default -> "bare";
          };
        }
        """);

    assertThat(frontEnd.run("kind(new Box(10)) + kind(new Box(1)) + kind(1)").result())
        .isEqualTo("a large numberboxed 1bare");
  }

  @Test
  void importsModulesWhereJavaCan(FrontEnd frontEnd) {
    assumeTrue(Runtime.version().feature() >= 25);
    Answered cell =
        frontEnd.run("import module java.sql;\nTimestamp.valueOf(\"2026-01-02 03:04:05\")");

    assertThat(cell.traceback()).isEmpty();
    assertThat(cell.result()).isEqualTo("2026-01-02 03:04:05.0");
  }

  @Test
  void knowsRecordsAndSealedTypes(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            """
            sealed interface Shape permits Circle, Square { double area(); }
            record Circle(double r) implements Shape { public double area() { return 3 * r * r; } }
            record Square(double a) implements Shape { public double area() { return a * a; } }
            enum Size { SMALL, LARGE }
            import java.util.Arrays;
            Shape[] shapes = {new Circle(1), new Square(2)};
            Size.LARGE + " " + shapes[1] + " " + Arrays.stream(shapes).mapToDouble(Shape::area).sum()
            """);

    assertThat(cell.traceback()).isEmpty();
    assertThat(cell.stderr()).isEmpty();
    assertThat(cell.result()).isEqualTo("LARGE Square[a=2.0] 7.0");
  }

  @Test
  void letsDeclarationsOfOneCellReferForward(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            """
            int isEven(int n) { return n == 0 ? 1 : isOdd(n - 1); }
            int isOdd(int n) { return n == 0 ? 0 : isEven(n - 1); }
            class Chicken { Egg egg() { return new Egg(); } }
            class Egg { Chicken chicken() { return new Chicken(); } }
            isEven(10) + " " + new Chicken().egg().chicken().getClass().getSimpleName()
            """);

    assertThat(cell.traceback()).isEmpty();
    assertThat(cell.stderr()).isEmpty();
    assertThat(cell.result()).isEqualTo("1 Chicken");
  }

  @Test
  void letsDeclarationsReferToLaterCells(FrontEnd frontEnd) {
    Answered early = frontEnd.run("int ahead() { return behind() + 1; }");
    Answered tooEarly = frontEnd.run("ahead()");
    Answered late = frontEnd.run("int behind() { return 41; }");
    Answered now = frontEnd.run("ahead()");

    assertThat(early.status()).isEqualTo("ok");
    assertThat(early.stderr())
        .isEqualTo("ahead is declared, but cannot be used until method behind() is declared\n");
    assertThat(tooEarly.errorName()).isEqualTo("UnresolvedReference");
    assertThat(late.stderr()).isEmpty();
    assertThat(now.result()).isEqualTo("42");
  }

  @Test
  void evaluatesUserExpressionsBesideTheCell(FrontEnd frontEnd) {
    var content = Json.object().put("code", "int u1 = 20;");
    content
        .putObject("user_expressions")
        .put("sum", "u1 + 1")
        .put("unknown", "u1 + nope")
        .put("throwing", "u1 / 0");

    var expressions = frontEnd.ask("execute_request", content).reply().path("user_expressions");

    assertThat(expressions.at("/sum/data").path("text/plain").asText()).isEqualTo("21");
    assertThat(expressions.at("/unknown/status").asText()).isEqualTo("error");
    assertThat(expressions.at("/throwing/ename").asText())
        .isEqualTo("java.lang.ArithmeticException");
  }

  @Test
  void runsACellOfAHundredLines(FrontEnd frontEnd) {
    String code = "int lines = 0;\n" + "lines += 1;\n".repeat(98) + "lines";

    assertThat(frontEnd.run(code).result()).isEqualTo("98");
  }

  @Test
  void keepsWhatRanBeforeAFailureAndNothingBehindIt(FrontEnd frontEnd) {
    Answered failed = frontEnd.run("int k1 = 1;\nk1 = 2;\nint k2 = 1 / 0;\nk1 = 3;");

    assertThat(failed.errorName()).isEqualTo("java.lang.ArithmeticException");
    assertThat(frontEnd.run("k1").result()).isEqualTo("2");
    assertThat(frontEnd.run("k2").result()).isEqualTo("0");
  }

  @Test
  void hasThreadLocalsAndTheClassLoaderOfTheLibrary(FrontEnd frontEnd) {
    frontEnd.run("var local = new ThreadLocal<String>(); local.set(\"kept\");");

    assertThat(frontEnd.run("local.get()").result()).isEqualTo("kept");
    assertThat(
            frontEnd
                .run(
                    "Thread.currentThread().getContextClassLoader() == local.getClass()"
                        + ".getClassLoader()")
                .result())
        .isEqualTo("false");
    assertThat(
            frontEnd
                .run(
                    "class Own { }\nThread.currentThread().getContextClassLoader()"
                        + ".loadClass(new Own().getClass().getName()) == Own.class")
                .result())
        .isEqualTo("true");
  }

  @Test
  void hidesTheJarsOfTheKernel(FrontEnd frontEnd) {
    assertThat(frontEnd.run("new org.zeromq.ZContext()").errorName()).isEqualTo("CompilationError");
    assertThat(
            frontEnd
                .run("Class.forName(\"com.fasterxml.jackson.databind.ObjectMapper\")")
                .errorName())
        .isEqualTo("java.lang.ClassNotFoundException");
  }
}
