/**
 * Notebooks as JUnit tests.
 *
 * <p>{@link dev.trn3.notebook.junit.NotebookTests} is all a project needs. JUnit Jupiter is an
 * optional dependency of this module: whoever uses this package brings it.
 */
package dev.trn3.notebook.junit;
