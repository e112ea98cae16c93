/**
 * Notebooks as JUnit tests.
 *
 * <p>{@link dev.trn3.notebook.junit.NotebookTests} is all a project needs, and says what {@code
 * -Dnotebooks=} chooses: {@code bless}, {@code only:notebook#cell}, {@code upto:notebook#cell},
 * {@code changed}, {@code lax}. {@link dev.trn3.notebook.junit.NotebookTestEngine} does the same
 * without a class that makes tests. JUnit Jupiter is an optional dependency of this module: whoever
 * uses this package brings it.
 */
package dev.trn3.notebook.junit;
