package dev.trn3.notebook.check;

import dev.trn3.notebook.format.Cell;
import java.util.List;

/**
 * Told how a check goes on, from several threads. A cell is compared while the next one runs, so
 * that may begin before this one is said to be done; one notebook's cells are done in their order.
 */
public interface CheckListener {

  /** Listens to nothing. */
  CheckListener SILENT = new CheckListener() {};

  /** A notebook does not run, since it passed before and nothing has changed. */
  default void unchanged(NotebookCheck check) {}

  /** These notebooks are going to run. */
  default void starting(List<NotebookCheck> checks) {}

  /** A cell begins. */
  default void running(NotebookCheck check, Cell cell) {}

  /** A cell is done, was skipped or will not be reached. */
  default void finished(NotebookCheck check, CellVerdict verdict) {}

  /** A notebook is done, was looked at without running it, and blessed where that was asked for. */
  default void finished(NotebookCheck check, NotebookVerdict verdict) {}
}
