package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Another team's project, which has the published artifacts and nothing else of this one. */
class ExampleProjectTest {

  private static final Path EXAMPLE = Repository.MODULE.resolve("example");
  private static final Path WORK = Repository.TARGET.resolve("example");
  private static final String NOTEBOOK = "src/test/notebooks/fleet.ipynb";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static Path settings;

  @BeforeAll
  static void publish() throws IOException {
    Tool.need(Tool.MAVEN);
    Files.createDirectories(WORK);
    settings = PrivateRepository.in(WORK.resolve("repository")).settings();
  }

  /** The example in a folder of its own, where nothing of the workbench is near. */
  private static Path copied(String name) throws IOException {
    Path copy = WORK.resolve(name);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(EXAMPLE)) {
      files =
          walk.filter(Files::isRegularFile)
              .filter(file -> !file.startsWith(EXAMPLE.resolve("target")))
              .toList();
    }
    for (Path file : files) {
      Path target = copy.resolve(EXAMPLE.relativize(file));
      Files.createDirectories(target.getParent());
      Files.write(target, Files.readAllBytes(file));
    }
    return copy;
  }

  private static Program maven(Path project, String... more) {
    Program mvn = Program.of(Tool.MAVEN_COMMAND, "-B", "-ntp", "-s", settings, "test");
    return mvn.with(List.of(more)).in(project).with("JAVA_HOME", System.getProperty("java.home"));
  }

  @Test
  void isGreenWhereItsNotebookShowsWhatIsStored() throws IOException {
    Path project = copied("green");

    Program.Finished build = maven(project).run(PATIENCE);

    assertThat(build.exitCode()).as(build.said()).isZero();
    assertThat(build.out()).contains("Tests run: 4, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(project.resolve("target/surefire-reports/TEST-com.example.fleet.NotebooksTest.xml"))
        .content()
        .contains("fleet.ipynb \u203a How many spares \u203a spares");
    assertThat(project.resolve("target/notebooks/NotebooksTest/index.html"))
        .content()
        .contains("As stored.");
    assertThat(WORK.resolve("local-repository/dev/trn3/trn3-notebook")).isDirectory();
  }

  @Test
  void isRedWithOneSentenceWhereANumberDiffersAndGreenOnceThatIsBlessed() throws IOException {
    Path project = copied("red");
    Path notebook = project.resolve(NOTEBOOK);
    String stored = Files.readString(notebook);
    Files.writeString(notebook, stored.replace("2160 chips work", "2161 chips work"));

    Program.Finished red = maven(project).run(PATIENCE);
    Program.Finished blessed = maven(project, "-Dnotebooks=bless").with("CI", "").run(PATIENCE);

    assertThat(red.exitCode()).as(red.said()).isEqualTo(1);
    assertThat(red.out())
        .contains("Tests run: 4, Failures: 1, Errors: 0, Skipped: 0")
        .containsPattern(
            "fleet\\.ipynb:\\d+ \\(cell fleet\\): line 1: stored 2161 chips, got 2160 chips");
    assertThat(blessed.exitCode()).as(blessed.said()).isZero();
    assertThat(blessed.out()).contains("blessed ");
    assertThat(notebook).hasContent(stored);
  }
}
