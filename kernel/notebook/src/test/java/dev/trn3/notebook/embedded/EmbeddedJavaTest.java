package dev.trn3.notebook.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.protocol.Message;
import dev.trn3.notebook.client.Execution;
import dev.trn3.notebook.client.Spelled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedJavaTest {

  private final List<Message> shown = new ArrayList<>();

  private Execution run(EmbeddedJava java, String code) {
    shown.clear();
    return java.execute(code, "", Duration.ofSeconds(60), shown::add);
  }

  private String result() {
    return shown.get(shown.size() - 1).content().path("data").path("text/plain").asText();
  }

  @Test
  void seesTheClassesOfTheTestItself() {
    try (EmbeddedJava java = EmbeddedJava.start()) {
      Execution end = run(java, "System.identityHashCode(dev.trn3.notebook.client.Spelled.class)");

      assertThat(end).isEqualTo(new Execution.Succeeded(1));
      assertThat(shown).hasSize(1);
      assertThat(result()).isEqualTo("" + System.identityHashCode(Spelled.class));
    }
  }

  @Test
  void showsWhatTheKernelShows() {
    try (EmbeddedJava java = EmbeddedJava.start()) {
      run(java, "System.out.println(\"one\");\ndev.trn3.display.Display.display(2);\n40 + 2");

      assertThat(shown)
          .extracting(Message::type)
          .containsExactly("stream", "display_data", "execute_result");
      assertThat(result()).isEqualTo("42");
      assertThat(run(java, "int x = 3;")).isInstanceOf(Execution.Succeeded.class);
      assertThat(shown).isEmpty();
      run(java, "x + 1;");
      assertThat(shown).isEmpty();
    }
  }

  @Test
  void reportsExceptionsAndMistakes() {
    try (EmbeddedJava java = EmbeddedJava.start()) {
      assertThat(run(java, "throw new IllegalStateException(\"no chips\");"))
          .isInstanceOfSatisfying(
              Execution.Failed.class,
              failed -> {
                assertThat(failed.name()).isEqualTo("java.lang.IllegalStateException");
                assertThat(failed.message()).isEqualTo("no chips");
              });
      assertThat(run(java, "int y = \"text\";"))
          .isInstanceOfSatisfying(
              Execution.Failed.class,
              failed -> assertThat(failed.message()).contains("incompatible types"));
    }
  }
}
