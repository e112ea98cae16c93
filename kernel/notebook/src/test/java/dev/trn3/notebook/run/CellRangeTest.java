package dev.trn3.notebook.run;

import static dev.trn3.notebook.run.RunningNotebooksTest.python;
import static dev.trn3.notebook.run.RunningNotebooksTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.notebook.client.Python;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs that begin or end at a cell, and go on where another ended. */
@Tag("once")
class CellRangeTest {
  /** As if each cell had run. */
  private static Notebook numbered(Notebook notebook) {
    return notebook.withCells(
        notebook.cells().stream().map(cell -> cell.withExecutionCount(OptionalInt.of(1))).toList());
  }

  @Test
  void goesOnWhereAnEarlierRunEnded() {
    Notebook notebook =
        python(
            "n = 1",
            "print('slow')",
            "import pathlib; print(1 / n)",
            "print('last', n)",
            "print('not asked for')");
    notebook = notebook.withCell(notebook.cells().get(0).withTag("parameters"));
    Notebook earlier = run(python("n = 1", "print('slow')", "1 / 0")).notebook();
    CellRange range = new CellRange(Optional.of("c3"), Optional.of("c4"));

    NotebookRun run =
        new NotebookRunner(Python.kernel(), RunOptions.DEFAULTS)
            .only(range)
            .run(range.resumed(notebook, earlier), RunListener.SILENT);

    assertThat(run.passed()).isTrue();
    assertThat(run.notebook().cells().subList(1, 5))
        .extracting(
            cell -> cell.outputs().stream().map(Output::streamText).reduce("", String::concat))
        .containsExactly("slow\n", "1.0\n", "last 1\n", "");
    assertThat(run.notebook().cells().get(1).executionCount()).hasValue(2);
  }

  @Test
  void goesOnOnlyWhereNothingAboveHasChanged() {
    Notebook notebook = python("1", "2", "3");
    CellRange range = new CellRange(Optional.of("c3"), Optional.empty());

    assertThatThrownBy(() -> range.resumed(notebook, numbered(python("1", "20"))))
        .hasMessage("notebook: cell \"c2\" has changed since notebook; go on from that one");
    assertThatThrownBy(() -> new CellRange(Optional.of("c9"), Optional.empty()).check(notebook))
        .hasMessage("notebook has no code cell \"c9\"; there are c1, c2, c3");
    assertThatThrownBy(() -> new CellRange(Optional.of("c3"), Optional.of("c1")).check(notebook))
        .hasMessage("notebook: cell \"c1\" is above cell \"c3\", so nothing would run; swap them");
  }

  @Test
  void goesOnOnlyBelowCellsThatRan() {
    Notebook notebook = python("1", "2", "3", "4");
    Notebook earlier =
        numbered(notebook).withCell(Cell.code("c3", "3")).withCell(Cell.code("c4", "4"));
    CellRange range = new CellRange(Optional.of("c4"), Optional.empty());

    assertThatThrownBy(() -> range.resumed(notebook, earlier))
        .hasMessage("notebook: cell \"c3\" did not run in notebook; begin with that one");
    assertThatThrownBy(() -> range.resumed(notebook, numbered(python("1", "2"))))
        .hasMessage("notebook: cell \"c3\" did not run in notebook; begin with that one");
    Notebook skipping = notebook.withCell(notebook.cells().get(2).withTag("skip-execution"));
    assertThat(range.resumed(skipping, earlier).cells().get(1).executionCount()).hasValue(1);
  }

  @Test
  void goesOnOnceMoreWhereAnEarlierRunBegan() {
    Notebook notebook = python("1", "2", "3");
    CellRange range = new CellRange(Optional.of("c3"), Optional.empty());
    Notebook earlier = notebook.withCell(numbered(notebook).cells().get(2));

    assertThat(range.resumed(notebook, earlier)).isSameAs(notebook);
  }

  @Test
  void doesNotGoOnBelowAFailureWhereCellsFurtherBelowHoldWhatRanBefore() {
    Notebook notebook = numbered(python("1", "1 / 0", "3", "4"));
    NotebookRun failed =
        new NotebookRunner(Python.kernel(), RunOptions.DEFAULTS)
            .only(new CellRange(Optional.empty(), Optional.of("c3")))
            .run(notebook, RunListener.SILENT);
    CellRange range = new CellRange(Optional.of("c4"), Optional.empty());

    assertThat(failed.notebook().cells())
        .extracting(cell -> cell.executionCount().isPresent())
        .containsExactly(true, true, false, true);
    assertThatThrownBy(() -> range.resumed(notebook, failed.notebook()))
        .hasMessage("notebook: cell \"c3\" did not run in notebook; begin with that one");
  }

  @Test
  void aRunBegunBelowMayHaveRunParametersAndKeptCellsThatAreNeverRun() {
    Notebook notebook = python("n = 1", "2", "3", "4");
    List<Cell> cells = notebook.cells();
    Notebook tagged =
        notebook
            .withCell(cells.get(0).withTag("parameters"))
            .withCell(cells.get(1).withTag("skip-execution"));
    Notebook earlier = numbered(tagged).withCell(cells.get(2));
    CellRange range = new CellRange(Optional.of("c4"), Optional.empty());

    assertThat(range.resumed(tagged, earlier).cells())
        .extracting(cell -> cell.executionCount().isPresent())
        .containsExactly(false, true, false, false);
  }

  @Test
  void keepsWhatCellsBelowTheRangeHoldAlsoWhereOneInItFails() {
    Notebook notebook = python("1/0", "2", "3");
    Cell below =
        notebook.cells().get(2).withOutputs(List.of(Output.stream("stdout", "from before\n")));
    CellRange range = new CellRange(Optional.empty(), Optional.of("c2"));

    NotebookRun run =
        new NotebookRunner(Python.kernel(), RunOptions.DEFAULTS)
            .only(range)
            .run(notebook.withCell(below), RunListener.SILENT);

    assertThat(run.passed()).isFalse();
    assertThat(run.notebook().cells().get(1).outputs()).isEmpty();
    assertThat(run.notebook().cells().get(2).outputs())
        .extracting(Output::streamText)
        .containsExactly("from before\n");
  }
}
