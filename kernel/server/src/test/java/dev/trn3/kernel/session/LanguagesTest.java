package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.evaluation.Language;
import org.junit.jupiter.api.Test;

class LanguagesTest {

  @Test
  void namesTheLanguageAsFrontEndsColourIt() {
    Language java = Languages.java();

    assertThat(java.name()).isEqualTo("java");
    assertThat(java.mimeType()).isEqualTo("text/x-java");
    assertThat(java.codeMirrorMode()).isEqualTo("text/x-java");
    assertThat(java.pygmentsLexer()).isEqualTo("java");
  }
}
