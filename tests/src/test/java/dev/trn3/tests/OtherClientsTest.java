package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Jupyter's own programs execute the published tour with the installed kernel. */
class OtherClientsTest {

  private static final Path CLIENTS = Repository.MODULE.resolve("src/test/python/clients.py");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Test
  void nbclientShowsWhatIsStored() {
    Tool.need(Tool.NBCLIENT, Tool.NBFORMAT);
    Path executed = Repository.TARGET.resolve("quickstart.nbclient.ipynb");
    succeed(
        Program.of(
            Tool.PYTHON, "-W", "ignore", CLIENTS, "execute", Repository.QUICKSTART, executed));
    Notebooks.assertShowsTheSame(Repository.QUICKSTART, executed);
  }

  @Test
  void nbconvertShowsWhatIsStored() {
    Tool.need(Tool.NBCONVERT);
    succeed(
        Program.of(
            Tool.PYTHON,
            "-m",
            "nbconvert",
            "--execute",
            "--to",
            "notebook",
            "--output-dir",
            Repository.TARGET,
            "--output",
            "quickstart.nbconvert",
            Repository.QUICKSTART));
    Notebooks.assertShowsTheSame(
        Repository.QUICKSTART, Repository.TARGET.resolve("quickstart.nbconvert.ipynb"));
  }

  @TestFactory
  Stream<DynamicTest> nbformatFindsValid() throws IOException {
    Tool.need(Tool.NBFORMAT);
    return published().stream()
        .map(
            notebook ->
                DynamicTest.dynamicTest(
                    "nbformat finds valid: " + notebook.getFileName(),
                    () -> succeed(Program.of(Tool.PYTHON, CLIENTS, "validate", notebook))));
  }

  private static List<Path> published() throws IOException {
    try (Stream<Path> files = Files.list(Repository.QUICKSTART.getParent())) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  private static void succeed(Program program) {
    Program.Finished finished = program.with(Workbench.environment()).run(PATIENCE);
    assertThat(finished.exitCode()).as(finished.said()).isZero();
  }
}
