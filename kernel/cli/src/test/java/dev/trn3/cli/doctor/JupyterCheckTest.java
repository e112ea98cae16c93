package dev.trn3.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.doctor.Finding.Grade;
import dev.trn3.cli.jupyter.JupyterFolders;
import dev.trn3.cli.jupyter.Kernelspec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JupyterCheckTest {

  private static final String INSTALLED_IN = "-Dtrn3.installed.in=/k";

  @TempDir private Path folder;
  private JupyterCheck check;

  @BeforeEach
  void buildADistribution() throws Exception {
    Files.writeString(folder.resolve("trn3.properties"), "version=2.0\n");
    JupyterFolders folders =
        new JupyterFolders(
            Map.of("JUPYTER_DATA_DIR", folder.resolve("data").toString()), "Linux", folder);
    check = new JupyterCheck(folders, new Distribution(folder));
  }

  @Test
  void saysHowToInstallWhereNoKernelIs() {
    assertThat(ours()).singleElement().satisfies(f -> assertThat(f.remedy()).contains("install"));
  }

  @Test
  void namesTheJarThatIsGone() throws Exception {
    Path java = Files.createFile(folder.resolve("java"));
    install("2.0", java.toString(), "-cp", "/gone/server.jar", "{connection_file}");

    assertThat(ours())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.grade()).isEqualTo(Grade.MISSING);
              assertThat(f.state()).contains("/gone/server.jar does not exist");
              assertThat(f.remedy()).contains("trn3 install --name mine");
            });
  }

  @Test
  void notesAKernelOfAnotherVersion() throws Exception {
    install("1.0", Files.createFile(folder.resolve("java")).toString(), "{connection_file}");

    assertThat(ours())
        .singleElement()
        .satisfies(f -> assertThat(f.state()).contains("version 1.0, this is 2.0"));
  }

  @Test
  void saysWhereJavaHasChangedUnderTheArchivesOfAKernel() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    Path java = Files.createFile(bin.resolve("java"));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
    String archive = "-XX:SharedArchiveFile=/k/server.jsa";
    install("2.0", java.toString(), INSTALLED_IN, archive, "{connection_file}");
    assertThat(ours()).singleElement().satisfies(f -> assertThat(f.grade()).isEqualTo(Grade.FINE));

    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.16\"\n");

    assertThat(ours())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.grade()).isEqualTo(Grade.NOTE);
              assertThat(f.state())
                  .contains("made for Java 17.0.15, which is now 17.0.16", "renews it");
              assertThat(f.remedy()).contains("start it once", "trn3 install --name mine");
            });
  }

  @Test
  void saysWhereNoArchivesCouldBeMade() throws Exception {
    Path java = Files.createFile(folder.resolve("java"));
    install("2.0", java.toString(), INSTALLED_IN, "{connection_file}");

    assertThat(ours())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.grade()).isEqualTo(Grade.NOTE);
              assertThat(f.state()).contains("starts slower", "no archives");
              assertThat(f.remedy()).contains("trn3 install --name mine");
            });
  }

  @Test
  void missesNoArchivesWhereNoneWereAskedFor() throws Exception {
    install("2.0", Files.createFile(folder.resolve("java")).toString(), "{connection_file}");

    assertThat(ours()).singleElement().satisfies(f -> assertThat(f.grade()).isEqualTo(Grade.FINE));
  }

  @Test
  void makesEveryBadFindingNameARemedy() {
    assertThatThrownBy(() -> Finding.missing("Fonts", "none", ""))
        .hasMessageContaining("names no remedy");
  }

  private List<Finding> ours() {
    return check.kernels().stream()
        .filter(f -> f.state().contains(folder.toString()) || f.state().startsWith("not installed"))
        .toList();
  }

  private void install(String version, String... argv) throws Exception {
    new Kernelspec("Mine", List.of(argv), version)
        .write(folder.resolve("data").resolve("kernels").resolve("mine"));
  }
}
