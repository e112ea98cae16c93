package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {

  @TempDir private Path folder;

  @Test
  void isDueWhereJavaHasChanged() {
    assertThat(Renewal.isDue(folder, "17.0.15", "17.0.16")).isTrue();
    assertThat(Renewal.isDue(folder, "17.0.16", "17.0.16")).isFalse();
  }

  @Test
  void isNotDueWhereAVersionIsNotKnown() {
    assertThat(Renewal.isDue(folder, "", "17.0.16")).isFalse();
    assertThat(Renewal.isDue(folder, "17.0.15", "")).isFalse();
  }

  @Test
  void isNotDueWhereNothingCanBeWritten() {
    assertThat(Renewal.isDue(folder.resolve("gone"), "17.0.15", "17.0.16")).isFalse();
  }

  @Test
  void isNotDueWhereItWasTried() throws Exception {
    Files.createDirectory(folder.resolve("warm-start-17.0.16"));

    assertThat(Renewal.isDue(folder, "17.0.15", "17.0.16")).isFalse();
    assertThat(Renewal.isDue(folder, "17.0.15", "17.0.17")).isTrue();
  }

  @Test
  void isDueAgainWhereItWasCutShort() throws Exception {
    Path draft = Files.createDirectory(folder.resolve("warm-start-17.0.16.part"));
    assertThat(Renewal.isDue(folder, "17.0.15", "17.0.16")).as("while it runs").isFalse();

    Instant before = Instant.now().minus(Duration.ofMinutes(11));
    Files.setLastModifiedTime(draft, FileTime.from(before));

    assertThat(Renewal.isDue(folder, "17.0.15", "17.0.16")).isTrue();
  }

  @Test
  void knowsTheVersionByTheFileRelease() throws Exception {
    assertThat(Renewal.versionOf(folder)).isEmpty();

    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"26\"\n");

    assertThat(Renewal.versionOf(folder)).isEqualTo("26");
  }
}
