package dev.trn3.notebook.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestResultTest {

  private static final Cell CELL = Cell.code("a", "1");
  private static final Notebook NOTEBOOK = Notebook.of("trn3", "Trn3", "java", List.of(CELL));
  private static final NotebookVerdict GREEN = notebook(true, List.of(), Status.PASSED);
  private static final NotebookVerdict LINTED = notebook(true, List.of("a lint"), Status.PASSED);
  private static final NotebookVerdict DIFFERS = notebook(true, List.of(), Status.DIFFERS);
  private static final NotebookVerdict FAILED =
      notebook(true, List.of(), Status.FAILED, Status.ABORTED);
  private static final NotebookVerdict NOT_STARTED =
      notebook(false, List.of("no kernel"), Status.ABORTED);

  private static NotebookVerdict notebook(boolean started, List<String> problems, Status... cells) {
    List<CellVerdict> verdicts =
        Arrays.stream(cells)
            .map(
                status ->
                    new CellVerdict(
                        NOTEBOOK, CELL, "a", status, List.of(), "", List.of(), Duration.ZERO))
            .toList();
    return new NotebookVerdict(
        "x.ipynb", NOTEBOOK, NOTEBOOK, verdicts, problems, started, Duration.ZERO);
  }

  private static int exitCode(boolean interrupted, NotebookVerdict... notebooks) {
    return new TestResult(
            List.of(notebooks), List.of(), List.of(), List.of(), interrupted, Duration.ZERO)
        .exitCode();
  }

  @Test
  void theExitCodeSaysTheWorstThatHappened() {
    assertThat(exitCode(false)).isZero();
    assertThat(exitCode(false, GREEN)).isZero();
    assertThat(exitCode(false, GREEN, LINTED)).isEqualTo(1);
    assertThat(exitCode(false, GREEN, DIFFERS)).isEqualTo(1);
    assertThat(exitCode(false, FAILED, DIFFERS)).isEqualTo(4);
    assertThat(exitCode(false, NOT_STARTED, FAILED, DIFFERS)).isEqualTo(3);
    assertThat(exitCode(true, NOT_STARTED, FAILED)).isEqualTo(130);
    assertThat(exitCode(true, GREEN)).isEqualTo(130);
  }
}
