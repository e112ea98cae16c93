/**
 * Notebook files: {@code .ipynb}, format 4.0 to 4.5, in and out.
 *
 * <p>A {@link dev.trn3.notebook.format.Notebook} is a list of {@link dev.trn3.notebook.format.Cell
 * cells}; a code cell has {@link dev.trn3.notebook.format.Output outputs}. All three are views of
 * the JSON tree that was read, so nothing in it is lost, and each cell knows the line of the file
 * on which it begins.
 *
 * <pre>{@code
 * Notebook notebook = Notebook.read(Path.of("quickstart.ipynb"));
 * Cell first = notebook.cells().get(0);
 * notebook.withCell(first.withSource("# Quick start")).write(Path.of("quickstart.ipynb"));
 * }</pre>
 *
 * <p>Format: https://nbformat.readthedocs.io/en/latest/format_description.html
 */
package dev.trn3.notebook.format;
