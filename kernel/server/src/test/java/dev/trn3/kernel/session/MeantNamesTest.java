package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeantNamesTest {

  private static List<String> meant(String name, String... known) {
    return MeantNames.of(name, Stream.of(known));
  }

  @Test
  void aFewLettersMayDifferAndTheNearestIsMeant() {
    assertThat(meant("printn", "print", "println", "printf")).containsExactly("println");
    assertThat(meant("Strign", "String", "StringBuilder")).containsExactly("String");
    assertThat(meant("x", "throughput")).isEmpty();
  }

  @Test
  void aConstantMayBeMeantByItsFirstWords() {
    String[] servers = {"TRN2_ULTRASERVER", "TRN3_ULTRASERVER_GEN2", "TRN3_ULTRASERVER_GEN1"};

    assertThat(meant("TRN3_ULTRASERVR", servers))
        .containsExactly("TRN3_ULTRASERVER_GEN1", "TRN3_ULTRASERVER_GEN2");
    assertThat(meant("TRN3_ULTRASERVER", servers))
        .containsExactly("TRN3_ULTRASERVER_GEN1", "TRN3_ULTRASERVER_GEN2");
    assertThat(meant("TRN2_ULTRASERVR", servers)).containsExactly("TRN2_ULTRASERVER");
    assertThat(meant("n", "x_train", "y_test")).isEmpty();
  }
}
