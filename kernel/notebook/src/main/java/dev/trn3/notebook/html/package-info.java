/**
 * Executed notebooks as HTML.
 *
 * <p>{@link dev.trn3.notebook.html.NotebookPage} makes one self-contained page: text, code with its
 * syntax in colour, tables, charts and errors. {@link dev.trn3.notebook.html.Ansi}, {@link
 * dev.trn3.notebook.html.Highlighted}, {@link dev.trn3.notebook.html.Markdown} and {@link
 * dev.trn3.notebook.html.OutputHtml} each make one part of it.
 */
package dev.trn3.notebook.html;
