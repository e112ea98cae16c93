package dev.trn3.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.1.0-alpha1",
        "1.0-beta-2",
        "6.0.0-RC3",
        "5.13.0-M2",
        "3.0.0.CR1",
        "1.0-SNAPSHOT",
        "20-ea+3",
        "2.0b4",
        "1.0.0-rc.1",
        "4.0.0.Beta2"
      })
  void areNotMeantForUseYet(String version) {
    assertThat(Versions.isPreview(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0", "33.4.0-jre", "6.0.1.Final", "r09", "2.3.0_1", "42.7.4", "1.0-android"})
  void areMeantForUse(String version) {
    assertThat(Versions.isPreview(version)).isFalse();
  }

  @Test
  void theLatestIsAReleaseWhereThereIsOne() {
    assertThat(new Versions(List.of("1.0", "1.1", "2.0-beta1")).latest()).contains("1.1");
    assertThat(new Versions(List.of("2.0-beta1", "2.0-beta2")).latest()).contains("2.0-beta2");
    assertThat(new Versions(List.of()).latest()).isEmpty();
  }
}
