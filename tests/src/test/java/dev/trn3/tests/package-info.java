/**
 * The product from outside, as its users meet it: the command in a process and in a terminal, the
 * kernel under Jupyter's own programs, the notebook in a browser.
 *
 * <p>The kernel is installed once for all tests, into {@code target/jupyter}. A test that needs a
 * program this machine does not have is skipped and names it; where the environment variable {@code
 * CI} is set it fails instead.
 */
package dev.trn3.tests;
