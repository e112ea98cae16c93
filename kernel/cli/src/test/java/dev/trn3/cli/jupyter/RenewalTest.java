package dev.trn3.cli.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a Java that does not start, so that each training run fails at once. */
class RenewalTest {

  @TempDir private Path folder;
  private Path archives;
  private Path draft;

  @BeforeEach
  void install() throws Exception {
    archives = folder.resolve("warm-start-17.0.16");
    draft = folder.resolve("warm-start-17.0.16.part");
    List<String> flags = new ArrayList<>(Renewal.flags(folder, "17.0.15"));
    flags.add("-XX:SharedArchiveFile=/former/server.jsa");
    KernelProgram program =
        new KernelProgram(
            folder.resolve("no-java"),
            List.of(Path.of("/k/server.jar")),
            List.of(Path.of("/k/worker.jar")),
            flags,
            List.of("-Xmx8g"));
    new Kernelspec("Mine", program.kernelspecCommand(), "2.0", "17.0.15").write(folder);
  }

  @Test
  void takesTheFormerArchivesAwayWhereNewOnesCannotBeMade() throws Exception {
    Renewal.renew(folder, "17.0.16");

    Kernelspec renewed = Kernelspec.read(folder);
    assertThat(renewed.java()).isEqualTo("17.0.16");
    assertThat(renewed.argv())
        .contains("-Dtrn3.installed.java=17.0.16", "-Dtrn3.worker.flags=-Xmx8g\n")
        .noneMatch(flag -> flag.contains("17.0.15") || flag.contains("SharedArchiveFile"));
    assertThat(Renewal.wasInVain(renewed)).isTrue();
    assertThat(archives).isEmptyDirectory(); // So that it is not tried again.
    assertThat(draft).doesNotExist();
  }

  @Test
  void isTriedAgainWhereItWasCutShort() throws Exception {
    Files.createDirectory(draft);
    Files.writeString(draft.resolve("server.recorded"), "half of it");
    Instant before = Instant.now().minus(Duration.ofMinutes(11));
    Files.setLastModifiedTime(draft, FileTime.from(before));

    Renewal.renew(folder, "17.0.16");

    assertThat(draft).doesNotExist();
    assertThat(Kernelspec.read(folder).java()).isEqualTo("17.0.16");
  }

  @Test
  void leavesAnotherThatRunsAlone() throws Exception {
    Files.createDirectory(draft);

    Renewal.renew(folder, "17.0.16");

    assertThat(draft).isEmptyDirectory();
    assertThat(archives).doesNotExist();
    assertThat(Kernelspec.read(folder).java()).isEqualTo("17.0.15");
  }

  @Test
  void isTriedOnlyOnceWithACommandLineOfAPersonsOwn() throws Exception {
    Kernelspec own = new Kernelspec("Mine", List.of("/my/script"), "2.0", "17.0.15");
    own.write(folder);

    Renewal.renew(folder, "17.0.16");

    assertThat(Kernelspec.read(folder)).isEqualTo(own);
    assertThat(archives).isEmptyDirectory();
  }

  @Test
  void keepsWhatAPersonHasAdded() throws Exception {
    Path description = folder.resolve("kernel.json");
    String written = Files.readString(description);
    Files.writeString(
        description,
        written
            .replaceFirst("\\{", "{ \"env\" : { \"TOKEN\" : \"t\" },")
            .replace("\"debugger\" : true", "\"debugger\" : true, \"mine\" : 1"));

    Renewal.renew(folder, "17.0.16");

    JsonNode tree = new ObjectMapper().readTree(description.toFile());
    assertThat(tree.at("/metadata/trn3/java").asText()).isEqualTo("17.0.16");
    assertThat(tree.at("/env/TOKEN").asText()).isEqualTo("t");
    assertThat(tree.at("/metadata/mine").asInt()).isEqualTo(1);
  }
}
