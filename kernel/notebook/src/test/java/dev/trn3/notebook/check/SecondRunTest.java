package dev.trn3.notebook.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a notebook that ran a second time. */
class SecondRunTest {

  private static final String WHY =
      "ran a second time, since the server it shared with other notebooks ended with code 3";

  private static final Notebook NOTEBOOK =
      Notebook.of("trn3", "Trn3", "java", List.of(Cell.code("a", "1"), Cell.code("b", "2")));
  private static final Notebook PARTLY =
      Notebook.of("trn3", "Trn3", "java", List.of(Cell.code("a", "1")));

  private static NotebookVerdict ran(Notebook executed, boolean started, Status... cells) {
    List<CellVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      Cell cell = NOTEBOOK.cells().get(i);
      List<String> messages = cells[i] == Status.FAILED ? List.of("no chips") : List.of();
      verdicts.add(
          new CellVerdict(
              NOTEBOOK, cell, cell.id(), cells[i], messages, "", List.of(), Duration.ZERO));
    }
    return new NotebookVerdict(
        "x.ipynb", NOTEBOOK, executed, verdicts, List.of(), started, Duration.ZERO);
  }

  private static NotebookVerdict said(NotebookVerdict first, NotebookVerdict second) {
    return new SecondRun(first, 3, second).verdict();
  }

  @Test
  void nothingIsWrongWhereAllPassesThen() {
    NotebookVerdict first = ran(PARTLY, true, Status.PASSED);

    assertThat(said(first, ran(NOTEBOOK, true, Status.PASSED, Status.PASSED)).passed()).isTrue();
  }

  @Test
  void aCellThatFailsThenAndPassedBeforeIsNotHidden() {
    NotebookVerdict first = ran(PARTLY, true, Status.PASSED);

    assertThat(said(first, ran(NOTEBOOK, true, Status.FAILED, Status.ABORTED)).problems())
        .singleElement()
        .asString()
        .startsWith(WHY + "; cell a passed the first time and failed the second, ")
        .endsWith("(cell a): no chips");
  }

  @Test
  void aCellThatPassesThenAndDifferedBeforeIsNotHidden() {
    NotebookVerdict first = ran(PARTLY, true, Status.DIFFERS);

    assertThat(said(first, ran(NOTEBOOK, true, Status.PASSED, Status.PASSED)).problems())
        .containsExactly(
            WHY + "; cell a showed something else the first time and passed the second");
  }

  @Test
  void aCellThatFailsThenAndWasNotReachedBeforeMayFailForThatReason() {
    NotebookVerdict first = ran(PARTLY, true, Status.PASSED);

    assertThat(said(first, ran(NOTEBOOK, true, Status.PASSED, Status.FAILED)).problems())
        .containsExactly(WHY);
  }

  @Test
  void whatRanIsKeptWhereAnInterruptComesBetween() {
    NotebookVerdict first = ran(PARTLY, true, Status.PASSED);
    NotebookVerdict second = ran(NOTEBOOK, false, Status.ABORTED, Status.ABORTED);

    Thread.currentThread().interrupt();
    NotebookVerdict said = said(first, second);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(said.kernelStarted()).isTrue();
    assertThat(said.executed()).isEqualTo(PARTLY);
    assertThat(said.cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.PASSED, Status.ABORTED);
  }
}
