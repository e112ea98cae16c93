package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.display.MimeBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MagicAtCursorTest {

  /** A caret stands where the cursor is, a tilde between lines. */
  private static String explained(String code) {
    int cursor = code.indexOf('^');
    String cell = new StringBuilder(code).deleteCharAt(cursor).toString().replace('~', '\n');
    return MagicAtCursor.explained(cell, cursor).map(MimeBundle::text).orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%time^? | %time JAVA",
        "%time?^ | %time JAVA",
        "?%ti^me | %time JAVA",
        "%%time??^ | %%time",
        "^%who | %who",
        "  %tim^e 1 + 1 | %time JAVA",
        "int a = 1;~!ls -^l | ! COMMAND",
        "%maven org:x^:1 | %maven",
        "%help %wh^o | %who",
        "%%writefile a.t^xt~b | %%writefile [-a] FILE",
        "//DEPS a:b:1~//DEPS c^:d:1 | //DEPS",
        "int a = 1;~?^ Math | ? NAME",
      })
  void isExplainedAtItsNameAndItsWords(String code, String begins) {
    assertThat(explained(code)).startsWith(begins);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%time Math.m^ax(1, 2)",
        "%%time~Math.m^ax(1, 2)",
        "Math.m^ax?",
        "?^Math.max",
        "%%writefile a.txt~%who^",
        "String s = \"a %time^ b\";",
        "// %time^",
        "int a = 5~%time^out;",
        "%who~Math.m^ax(1, 2)",
      })
  void isNotMeantByJavaBehindOrBelowIt(String code) {
    assertThat(explained(code)).isEmpty();
  }
}
