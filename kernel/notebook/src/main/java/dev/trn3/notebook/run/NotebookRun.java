package dev.trn3.notebook.run;

import dev.trn3.notebook.format.Notebook;
import java.util.List;
import java.util.Optional;

/**
 * What became of a notebook.
 *
 * @param notebook with the outputs of every cell that ran; cells after a failure have none, and
 *     those that were not to run, outside of the range or tagged so, keep what they held
 * @param cells the code cells in order
 * @param interrupted whether the run was ended from outside
 */
public record NotebookRun(Notebook notebook, List<CellRun> cells, boolean interrupted) {

  public NotebookRun {
    cells = List.copyOf(cells);
  }

  /** The first cell that failed; empty where all passed. */
  public Optional<CellRun> failure() {
    return cells.stream().filter(CellRun::failed).findFirst();
  }

  /** Whether every cell ran and none failed. */
  public boolean passed() {
    return !interrupted && failure().isEmpty();
  }
}
