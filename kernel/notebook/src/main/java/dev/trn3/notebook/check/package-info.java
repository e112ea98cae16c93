/**
 * Holds notebooks to what they showed before.
 *
 * <p>{@link dev.trn3.notebook.check.NotebookChecks} finds the notebooks of a folder; a {@link
 * dev.trn3.notebook.check.NotebookCheck} runs one of them in a kernel and gives a {@link
 * dev.trn3.notebook.check.CellVerdict} for each of its code cells. {@link
 * dev.trn3.notebook.NotebookTesting} does this for many at once and writes reports.
 */
package dev.trn3.notebook.check;
