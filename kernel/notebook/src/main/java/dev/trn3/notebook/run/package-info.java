/**
 * Runs notebooks.
 *
 * <p>A {@link dev.trn3.notebook.run.NotebookRunner} starts a kernel, runs the code cells from top
 * to bottom and returns a {@link dev.trn3.notebook.run.NotebookRun}: the notebook with what its
 * cells showed, also where one of them failed. A {@link dev.trn3.notebook.run.NotebookSession} does
 * the same one cell at a time.
 *
 * <p>Outputs are kept as a front end shows them: streams joined, displays updated in place, cleared
 * ones gone. Nothing that changes from run to run is stored: no times, no versions.
 */
package dev.trn3.notebook.run;
