/**
 * Holds notebooks to what they showed before.
 *
 * <p>A {@link dev.trn3.notebook.check.NotebookCheck} runs a notebook in a kernel and gives a {@link
 * dev.trn3.notebook.check.CellVerdict} for each of its code cells.
 */
package dev.trn3.notebook.check;
