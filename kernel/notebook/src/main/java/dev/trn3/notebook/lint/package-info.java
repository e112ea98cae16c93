/** What can be found wrong with a notebook by reading it: {@link dev.trn3.notebook.lint.Lint}. */
package dev.trn3.notebook.lint;
