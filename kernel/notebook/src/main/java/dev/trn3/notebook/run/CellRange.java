package dev.trn3.notebook.run;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.util.List;
import java.util.Optional;

/**
 * Some cells of a notebook: from one to another, both among them. Cells of parameters, given and
 * put in, always belong to it.
 *
 * @param from the id of the first; empty for the first of the notebook
 * @param to the id of the last; empty for the last of the notebook
 */
public record CellRange(Optional<String> from, Optional<String> to) {

  /** All cells. */
  public static final CellRange ALL = new CellRange(Optional.empty(), Optional.empty());

  /**
   * Makes sure that the notebook has these cells, in this order.
   *
   * @throws IllegalArgumentException where it does not; the message names those it has
   */
  public void check(Notebook notebook) {
    List<String> ids = ids(notebook);
    from.ifPresent(id -> require(id, ids, notebook));
    to.ifPresent(id -> require(id, ids, notebook));
    if (from.isPresent() && to.isPresent() && ids.indexOf(to.get()) < ids.indexOf(from.get())) {
      throw new IllegalArgumentException(
          "%s: cell \"%s\" is above cell \"%s\", so nothing would run; swap them"
              .formatted(notebook.name(), to.get(), from.get()));
    }
  }

  private static void require(String id, List<String> ids, Notebook notebook) {
    if (!ids.contains(id)) {
      throw new IllegalArgumentException(
          "%s has no code cell \"%s\"; there are %s"
              .formatted(notebook.name(), id, String.join(", ", ids)));
    }
  }

  /** Why a cell is not to be run; empty where it is. */
  Optional<String> reason(Notebook notebook, Cell cell) {
    if (cell.tags().contains("parameters") || cell.tags().contains("injected-parameters")) {
      return Optional.empty();
    }
    List<String> ids = ids(notebook);
    int own = ids.indexOf(cell.id());
    if (from.isPresent() && own < ids.indexOf(from.get())) {
      return Optional.of("above " + from.get());
    }
    return to.isPresent() && own > ids.indexOf(to.get())
        ? Optional.of("below " + to.get())
        : Optional.empty();
  }

  /**
   * The notebook with what the cells above showed in an earlier run that ended early, or that began
   * below them.
   *
   * @throws IllegalArgumentException where it ended above one of them, also if cells further below
   *     hold what an even earlier run showed; or where the code of one has changed since. The run
   *     would not go on from where it ended
   */
  public Notebook resumed(Notebook notebook, Notebook earlier) {
    Notebook resumed = notebook;
    boolean leftOutOnPurpose = ranFromHere(earlier);
    for (Cell cell : notebook.cells()) {
      if (from.isEmpty() || cell.id().equals(from.get())) {
        return resumed;
      }
      if (!cell.isRunnable() || reason(notebook, cell).isEmpty()) {
        continue;
      }
      Optional<Cell> ran =
          earlier.cells().stream().filter(each -> each.id().equals(cell.id())).findFirst();
      if (ran.isPresent() && !ran.get().source().equals(cell.source())) {
        throw new IllegalArgumentException(
            "%s: cell \"%s\" has changed since %s; go on from that one"
                .formatted(notebook.name(), cell.id(), earlier.name()));
      }
      boolean counted = ran.isPresent() && ran.get().executionCount().isPresent();
      boolean runs = !cell.tags().contains("skip-execution");
      if (!counted && !leftOutOnPurpose && runs) {
        throw new IllegalArgumentException(
            "%s: cell \"%s\" did not run in %s; begin with that one"
                .formatted(notebook.name(), cell.id(), earlier.name()));
      }
      if (counted) {
        resumed =
            resumed.withCell(
                cell.withOutputs(ran.get().outputs())
                    .withExecutionCount(ran.get().executionCount()));
        // A run that began further below has left out all of those above, not some of them.
        leftOutOnPurpose &= !runs;
      }
    }
    return resumed;
  }

  /** Whether the first cell or one below it ran: what above did not was left out on purpose. */
  private boolean ranFromHere(Notebook earlier) {
    return earlier.cells().stream()
        .dropWhile(cell -> !Optional.of(cell.id()).equals(from))
        .anyMatch(cell -> cell.executionCount().isPresent());
  }

  private static List<String> ids(Notebook notebook) {
    return notebook.cells().stream().filter(Cell::isRunnable).map(Cell::id).toList();
  }
}
