package dev.trn3.notebook.run;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;

/** Told about each cell while a notebook runs, on the thread that runs it. */
public interface RunListener {

  /** Listens to nothing. */
  RunListener SILENT = new RunListener() {};

  /** The kernel is up; the first cell comes next. */
  default void started(Notebook notebook) {}

  /**
   * A cell begins.
   *
   * @param position of the cell among the code cells, from 1
   * @param of how many code cells there are
   */
  default void running(Cell cell, int position, int of) {}

  /** A cell is done, or was skipped. */
  default void finished(CellRun run) {}
}
