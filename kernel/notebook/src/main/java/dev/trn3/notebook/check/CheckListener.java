package dev.trn3.notebook.check;

import dev.trn3.notebook.format.Cell;
import java.util.List;

/** Told how a check goes on. Calls for different notebooks may come from several threads. */
public interface CheckListener {

  /** Listens to nothing. */
  CheckListener SILENT = new CheckListener() {};

  /** These notebooks are going to run. */
  default void starting(List<NotebookCheck> checks) {}

  /** A cell begins. */
  default void running(NotebookCheck check, Cell cell) {}

  /** A cell is done, was skipped or will not be reached. */
  default void finished(NotebookCheck check, CellVerdict verdict) {}

  /** A notebook is done, was looked at without running it, and blessed where that was asked for. */
  default void finished(NotebookCheck check, NotebookVerdict verdict) {}
}
