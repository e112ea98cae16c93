package dev.trn3.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.session.Origins.Origin;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

  private static final int CELL = 7;

  private static JShell shell;

  private final Origins origins = new Origins();
  private final Frames frames = new Frames(origins);

  @BeforeAll
  static void open() {
    shell = JShell.builder().executionEngine("local").build();
  }

  @AfterAll
  static void close() {
    shell.close();
  }

  /** A declaration, as the first of a cell. */
  private Declared declare(String code) {
    Snippet snippet = shell.eval(code).get(0).snippet();
    var wrapper = shell.sourceCodeAnalysis().wrapper(snippet);
    origins.add(wrapper, new Origin(CELL, 1));
    return new Declared(wrapper.fullClassName(), wrapper.wrapped());
  }

  private record Declared(String type, String wrapped) {
    /** A frame as Java prints it, at the first line that has this text. */
    String frame(String method, String text) {
      int line = 1 + wrapped.lines().toList().indexOf(text);
      String file = type.substring("REPL.".length());
      return "\tat cells//" + type + "." + method + "(" + file + ".java:" + line + ")\n";
    }
  }

  private String in(String printed) {
    return new String(frames.in(printed.getBytes(UTF_8)), UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "do_it$, an earlier cell",
    "lambda$do_it$$0, lambda (an earlier cell)",
    "twice, twice (an earlier cell)"
  })
  void nameNothingThatAPersonDidNotWriteWhereTheSnippetIsForgotten(String method, String text) {
    var frame = new StackTraceElement("REPL.$JShell$99", method, "$JShell$99.java", 3);

    assertThat(frames.describe(frame)).isEqualTo(text);
  }

  @Test
  void nameMethodsInAnyLanguage() {
    String frame = declare("int größe() {\n  return 0;\n}").frame("größe", "  return 0;");

    assertThat(in(frame)).isEqualTo("\tat größe (cell 7, line 2)\n");
  }

  @Test
  void areFoundAmongMuchElse() {
    String frame = declare("void seen() {\n\n  return;\n}").frame("seen", "  return;");
    String ordinary = "an ordinary line of $100 or REPL.$JShell, and no frame\n".repeat(6_000);

    assertThat(in(ordinary + frame + ordinary))
        .isEqualTo(ordinary + "\tat seen (cell 7, line 3)\n" + ordinary);
  }

  @Test
  void areFoundWhereverTheyStand() {
    String frame = declare("void seen() {\n\n  return;\n}").frame("seen", "  return;");
    for (int before = 0; before < 30; before++) {
      assertThat(in("$".repeat(before) + frame))
          .isEqualTo("$".repeat(before) + "\tat seen (cell 7, line 3)\n");
    }
  }

  @Test
  void ofADeepRecursionAreAllNamed() {
    String frame = declare("void deep() {\n  deep();\n}").frame("deep", "  deep();");

    assertThat(in(frame.repeat(1_024))).isEqualTo("\tat deep (cell 7, line 2)\n".repeat(1_024));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REPL.$JShell$1.do_it$($JShell$1.java:99999999999)",
        "REPL.$JShell$",
        "REPL.$JShell$1.do_it$(Unknown Source)",
        "REPL.$JShell.REPL.$JShell$.java"
      })
  void areNoneInWhatOnlyLooksLikeThem(String text) {
    assertThat(in(text)).isEqualTo(text);
  }

  @Test
  void withoutSuchALineNameTheFirst() {
    Declared declared = declare("void odd() {\n\n  return;\n}");
    String frame = declared.frame("odd", "  return;").replaceAll("java:[0-9]+", "java:999999999");

    assertThat(in(frame)).isEqualTo("\tat odd (cell 7, line 1)\n");
  }

  @Test
  void areForgottenWithTheirClasses() {
    String frame = declare("void seen() {\n\n  return;\n}").frame("seen", "  return;");

    origins.retainClasses(Set.of());

    assertThat(in(frame)).isEqualTo("\tat seen (an earlier cell)\n");
  }
}
