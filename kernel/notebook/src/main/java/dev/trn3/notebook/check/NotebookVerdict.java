package dev.trn3.notebook.check;

import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.format.Notebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a notebook was found to be.
 *
 * @param name of its file, with the parameters where it ran with some
 * @param stored as it was read
 * @param executed with the outputs of this run; as stored where no cell ran
 * @param cells its code cells in order
 * @param problems what is wrong with the notebook as a whole: lints, a kernel that did not start,
 *     and a second run that is not green, or not as the first
 * @param kernelStarted false where no cell could run
 * @param kernel how long the kernel took to start and, where somebody waited for that, to end; zero
 *     where none was started
 */
public record NotebookVerdict(
    String name,
    Notebook stored,
    Notebook executed,
    List<CellVerdict> cells,
    List<String> problems,
    boolean kernelStarted,
    Duration kernel) {

  public NotebookVerdict {
    cells = List.copyOf(cells);
    problems = List.copyOf(problems);
  }

  /** This verdict with more that is wrong with the notebook as a whole. */
  public NotebookVerdict with(List<String> more) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(more);
    return new NotebookVerdict(name, stored, executed, cells, all, kernelStarted, kernel);
  }

  /** Whether all is as stored. */
  public boolean passed() {
    return problems.isEmpty() && cells.stream().noneMatch(CellVerdict::isBad);
  }

  /** How many cells fared so. */
  public int count(Status status) {
    return (int) cells.stream().filter(cell -> cell.status() == status).count();
  }
}
