package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statements in a row are compiled together; nobody shall see that. */
@ExtendWith(SharedKernel.class)
class CellsOfManyStatementsTest {

  @Test
  void keepWhatRanBeforeAStatementThatFails(FrontEnd frontEnd) {
    frontEnd.run("int f1 = 0; int f2 = 0;");
    Answered cell =
        frontEnd.run(
            "f1 = 1;\nf2 = 2;\n\nif (f1 == 1) throw new RuntimeException(\"x\");\nf1 = 9;");

    assertThat(cell.errorValue()).isEqualTo("x");
    assertThat(cell.traceback()).containsPattern("cell \\d+, line 4\\b");
    assertThat(frontEnd.run("f1 * 10 + f2").result()).isEqualTo("12");
  }

  @Test
  void runUpToTheOneThatDoesNotCompile(FrontEnd frontEnd) {
    frontEnd.run("int g1 = 0;");
    Answered cell = frontEnd.run("g1 = 1;\ng1++;\n  g1 = \"text\";\ng1 = 7;");

    assertThat(cell.traceback()).containsPattern("line 3, column 8").contains("^^^^^^");
    assertThat(frontEnd.run("g1").result()).isEqualTo("2");
  }

  @Test
  void runBehindAStatementThatCannotEnd(FrontEnd frontEnd) {
    frontEnd.run("int h1 = 0;");
    Answered cell =
        frontEnd.run("h1 = 1;\nfor (;;) { if (h1++ > 5) throw new Error(\"end\"); }\nh1 = 0;");

    assertThat(cell.errorValue()).isEqualTo("end");
    assertThat(frontEnd.run("h1").result()).isEqualTo("7");
  }

  @Test
  void showOnlyTheLastValueAndHideItBehindASemicolon(FrontEnd frontEnd) {
    frontEnd.run("var list = new java.util.ArrayList<Integer>();");

    assertThat(frontEnd.run("list.add(1);\nlist.add(2);\nlist.add(3)").result()).isEqualTo("true");
    assertThat(frontEnd.run("list.add(4);\nlist.size();").types()).doesNotContain("execute_result");
    assertThat(frontEnd.run("list").result()).isEqualTo("[1, 2, 3, 4]");
  }

  @Test
  void mayBeFourHundredLinesLong(FrontEnd frontEnd) {
    String methods =
        IntStream.range(0, 100)
            .mapToObj(i -> "int step%d(int x) {\n  return x + %d;\n}\n".formatted(i, i))
            .collect(Collectors.joining());
    String calls =
        IntStream.range(0, 98)
            .mapToObj(i -> "sum = step%d(sum);\n".formatted(i))
            .collect(Collectors.joining());
    String cell = methods + "int sum = 0;\n" + calls + "sum";
    assertThat(cell.lines()).hasSize(400);

    Answered answered = frontEnd.run(cell);

    assertThat(answered.traceback()).isEmpty();
    assertThat(answered.stderr()).isEmpty();
    assertThat(answered.result()).isEqualTo(String.valueOf(97 * 98 / 2));
  }

  @Test
  void printInTheirOrder(FrontEnd frontEnd) {
    String cell =
        IntStream.range(0, 150)
            .mapToObj(i -> "System.out.println(" + i + ");")
            .collect(Collectors.joining("\n"));

    assertThat(frontEnd.run(cell).stdout().lines())
        .containsExactlyElementsOf(IntStream.range(0, 150).mapToObj(String::valueOf).toList());
  }

  @Test
  void useWhatTheSameCellDeclaresLater(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run("int later1() { return later2() + 1; }\nint later2() { return 1; }\nlater1()");

    assertThat(cell.result()).isEqualTo("2");
  }

  @Test
  void mayBeFourHundredLines(FrontEnd frontEnd) {
    String cell =
        IntStream.range(0, 100)
            .mapToObj(i -> "m = m + " + i + ";\nif (m % 2 == 0) {\n  m++;\n}")
            .collect(Collectors.joining("\n", "int m = 0;\n", "\nm"));
    int expected = 0;
    for (int i = 0; i < 100; i++) {
      expected += i;
      expected += expected % 2 == 0 ? 1 : 0;
    }

    assertThat(frontEnd.run(cell).result()).isEqualTo(String.valueOf(expected));
  }
}
