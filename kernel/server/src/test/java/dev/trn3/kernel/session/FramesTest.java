package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jshell.JShell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {

  @ParameterizedTest
  @CsvSource({
    "do_it$, an earlier cell",
    "lambda$do_it$$0, lambda (an earlier cell)",
    "twice, twice (an earlier cell)"
  })
  void nameNothingThatAPersonDidNotWriteWhereTheSnippetIsForgotten(String method, String text) {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      var frame = new StackTraceElement("REPL.$JShell$99", method, "$JShell$99.java", 3);

      assertThat(new Frames(shell, new Origins()).describe(frame)).isEqualTo(text);
    }
  }
}
