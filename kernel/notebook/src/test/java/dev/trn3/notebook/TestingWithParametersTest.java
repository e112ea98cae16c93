package dev.trn3.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.run.Parameters;
import dev.trn3.notebook.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class TestingWithParametersTest extends NotebookFolder {

  @Test
  void runsOneNotebookForEachRowOfItsMatrix() throws IOException {
    Path file =
        write(
            "m.ipynb",
            Cell.code("defaults", "int n = 1;").withTag("parameters"),
            Cell.code("twice", "n * 2"));
    Files.writeString(folder.resolve("m.matrix.json"), "[{\"n\": 3}, {\"n\": 4}]");
    byte[] source = Files.readAllBytes(file);

    bless(options);
    TestResult result = test(options);

    assertThat(result.verdicts())
        .extracting(NotebookVerdict::name)
        .containsExactly("m.ipynb [n=3]", "m.ipynb [n=4]");
    assertThat(result.exitCode()).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(source);
    Notebook stored = Notebook.read(folder.resolve("m.matrix/n=4.ipynb"));
    assertThat(stored.cells().get(2).outputs().get(0).text("text/plain")).isEqualTo("8");
  }

  @Test
  void saysOfNewParametersOnlyThatNothingIsStoredForThem() throws IOException {
    write(
        "m.ipynb",
        Cell.code("defaults", "int n = 1;").withTag("parameters"),
        Cell.code("twice", "n * 2"));
    RunOptions five = RunOptions.DEFAULTS.withParameters(Parameters.parse(List.of("n=5")));

    NotebookVerdict verdict = test(options.withRun(five)).verdicts().get(0);

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.cells().get(2).messages()).singleElement().asString().contains("bless it");
  }

  @Test
  void saysThatParametersMayChangeNothingWhereNoCellHasDefaults() throws IOException {
    write("m.ipynb", Cell.code("twice", "int n = 1;"));
    RunOptions five = RunOptions.DEFAULTS.withParameters(Parameters.parse(List.of("n=5")));

    assertThat(test(options.withRun(five)).verdicts().get(0).problems())
        .containsExactly(
            "m.ipynb has no cell tagged \"parameters\", so {n=5} may change nothing; tag the cell"
                + " that sets them");
  }
}
