package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeMemoryTest {

  @ParameterizedTest
  @ValueSource(strings = {"17.0.12", "17.0.15", "21.0.4", "23", "25.0.3"})
  void isGivenBackByAJavaThatCan(String version) {
    assertThat(NativeMemory.flags(Runtime.Version.parse(version))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17.0.11", "18.0.2", "21.0.3", "22"})
  void isLeftAloneWhereTheOptionWouldKeepJavaFromStarting(String version) {
    assertThat(NativeMemory.flags(Runtime.Version.parse(version))).isEmpty();
  }

  @Test
  void hasOptionsThatThisJavaTakes() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(System.getProperty("java.home") + "/bin/java").redirectErrorStream(true);
    builder.command().addAll(NativeMemory.flags());
    builder.command().addAll(NativeMemory.smallObjects());
    builder.command().add("-version");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }
}
