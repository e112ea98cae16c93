/**
 * Executed notebooks: run them, look at them, and hold them to what they showed before.
 *
 * <ul>
 *   <li>{@link dev.trn3.notebook.format} reads and writes the files.
 *   <li>{@link dev.trn3.notebook.client} starts a kernel and talks to it.
 *   <li>{@link dev.trn3.notebook.run} runs all cells of a notebook and keeps what they show.
 *   <li>{@link dev.trn3.notebook.compare} says by meaning, not by bytes, whether two outputs agree.
 *   <li>{@link dev.trn3.notebook.check} puts the two together for one notebook, {@link
 *       dev.trn3.notebook.lint} reads it without running it.
 *   <li>{@link dev.trn3.notebook.html} turns an executed notebook into a page.
 *   <li>{@link dev.trn3.notebook.junit} makes one JUnit test of each cell.
 * </ul>
 *
 * <p>{@link dev.trn3.notebook.NotebookTesting} is the front door for everything that tests
 * notebooks; {@link dev.trn3.notebook.report} is what it writes.
 */
package dev.trn3.notebook;
