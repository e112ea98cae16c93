package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name with a question mark, as people know it from IPython. */
@ExtendWith(SharedKernel.class)
class AskedNameTest {

  private static String page(Answered cell) {
    assertThat(cell.traceback()).isEmpty();
    return cell.reply().path("payload").at("/0/data").path("text/plain").asText();
  }

  private static String shown(Answered cell) {
    return cell.contents("display_data").get(0).at("/data/text~1plain").asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?Math.max",
        "? Math.max",
        "Math.max?",
        "Math.max? ",
        "Math.max ?",
        "int q1 = 1;\nMath.max?",
        "Math.abs(1)\nMath.max?",
        "Math.max?\nfor (int i : new int[] {1}) { }",
        "Math.max?\nRunnable q6 = System.out::println;",
        "Math.max?\n// see: http"
      })
  void isExplained(String code, FrontEnd frontEnd) {
    assertThat(page(frontEnd.run(code))).contains("int Math.max(int a, int b)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?Math | Math",
        "String? | String",
        "?java.util.List | List",
        "%timeit? | runs it again and again",
        "?%%bash | %%bash",
        "%%time? | %%time",
        "? | A cell is Java.",
      })
  void mayBeAnyName(String code, String text, FrontEnd frontEnd) {
    assertThat(page(frontEnd.run(code))).contains(text);
  }

  @Test
  void isExplainedWithItsSourceByTwoMarks(FrontEnd frontEnd) {
    frontEnd.run("/** Twice as much. */ int twice(int n) { return 2 * n; }");

    assertThat(page(frontEnd.run("twice?")))
        .contains("int twice(int)", "Twice as much.")
        .doesNotContain("return 2 * n");
    assertThat(page(frontEnd.run("twice??"))).contains("return 2 * n");
    assertThat(page(frontEnd.run("??twice"))).contains("return 2 * n");
  }

  @Test
  void isShownInTheCellWhereAnotherPageOrAnErrorFollows(FrontEnd frontEnd) {
    Answered two = frontEnd.run("Math.max?\nMath.min?");
    assertThat(page(two)).contains("int Math.min(int a, int b)").doesNotContain("Math.max(");
    assertThat(shown(two)).contains("int Math.max(int a, int b)");

    Answered failed = frontEnd.run("Math.max?\nthrow new IllegalStateException();");
    assertThat(failed.errorName()).contains("IllegalStateException");
    assertThat(shown(failed)).contains("int Math.max(int a, int b)");
  }

  @Test
  void isRefusedWhereNothingIsKnownOfIt(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("Maht.max?");

    assertThat(cell.errorName()).isEqualTo("MagicFailed");
    assertThat(cell.errorValue()).startsWith("nothing is known of Maht.max. Is it imported");
    assertThat(frontEnd.run("%tiem?").errorValue()).contains("Did you mean %time?");
  }

  @Test
  void leavesConditionsOfJavaAlone(FrontEnd frontEnd) {
    frontEnd.run("boolean q2 = true;");

    assertThat(frontEnd.run("q2?\n1 : 2").result()).isEqualTo("1");
    assertThat(frontEnd.run("int q3 =\nq2?\n1 : 2;\nq3").result()).isEqualTo("1");
    assertThat(frontEnd.run("var q4 = q2\n? 3\n: 4;\nq4").result()).isEqualTo("3");
    assertThat(frontEnd.run("\"\"\"\nMath?\n\"\"\"").result()).isEqualTo("Math?\n");
    assertThat(frontEnd.run("q2?\n\"; \" : \", \"").result()).isEqualTo("; ");
    assertThat(frontEnd.run("int q5(Runnable r) { return 5; }").traceback()).isEmpty();
    assertThat(frontEnd.run("q2?\n q5(() -> { q5(null); return; }) : 6").result()).isEqualTo("5");
    assertThat(
            frontEnd
                .run("var q7 = switch (1) { case 1 -> true; default -> false; }\n? 7 : 8;\nq7")
                .result())
        .isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource({"?Math.ma, 8", "Math.max?, 8"})
  void isExplainedByTheFrontEndToo(String code, int cursor, FrontEnd frontEnd) {
    Answered completed =
        frontEnd.ask(
            "complete_request", Json.object().put("code", "?Math.ma").put("cursor_pos", 8));
    assertThat(completed.reply().path("matches").toString()).contains("max(");
    Answered inspected =
        frontEnd.ask(
            "inspect_request",
            Json.object()
                .put("code", "Math.max?")
                .put("cursor_pos", cursor)
                .put("detail_level", 0));
    assertThat(inspected.reply().path("found").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Math.max? | complete",
        "Math.max?\\nMath.abs(1) | complete",
        "?Math.max\\nMath.abs(1) | complete",
        "Math.abs(1)\\nMath.max? | complete",
        "%%time? | complete",
        "?%%time | complete",
        "%%time | incomplete",
        "Math.max?\\nMath.abs( | incomplete",
        "int q8 =\\nq2? | incomplete",
      })
  void isACompleteLine(String code, String status, FrontEnd frontEnd) {
    Answered answered =
        frontEnd.ask("is_complete_request", Json.object().put("code", code.replace("\\n", "\n")));
    assertThat(answered.reply().path("status").asText()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q2 ? 1 : 2 | 4",
        "var q4 = q2\\n? 3\\n: 4 | 13",
      })
  void isNotMeantByTheMarkOfACondition(String code, int cursor, FrontEnd frontEnd) {
    String java = code.replace("\\n", "\n");
    assertThat(java.charAt(cursor - 1)).isEqualTo('?');
    Answered inspected =
        frontEnd.ask(
            "inspect_request",
            Json.object().put("code", java).put("cursor_pos", cursor).put("detail_level", 0));
    assertThat(inspected.reply().toString()).doesNotContain("explains a name");
  }

  @Test
  void explainsItsMarkAtTheStartOfALine(FrontEnd frontEnd) {
    Answered inspected =
        frontEnd.ask(
            "inspect_request",
            Json.object().put("code", "int q1 = 1;\n? Math").put("cursor_pos", 13));
    assertThat(inspected.reply().toString()).contains("explains a name");
  }

  @Test
  void isExplainedByTheFrontEndWhereItIsAMagicToo(FrontEnd frontEnd) {
    Answered inspected =
        frontEnd.ask("inspect_request", Json.object().put("code", "%time?").put("cursor_pos", 6));
    assertThat(inspected.reply().path("found").asBoolean()).isTrue();
    assertThat(inspected.reply().toString()).contains("says how long it took");
  }

  @Test
  void isExplainedByTheFrontEndBelowAnExpressionToo(FrontEnd frontEnd) {
    Answered inspected =
        frontEnd.ask(
            "inspect_request",
            Json.object().put("code", "Math.abs(1)\nMath.max?").put("cursor_pos", 20));
    assertThat(inspected.reply().toString()).contains("Math.max(int a, int b)");
  }
}
