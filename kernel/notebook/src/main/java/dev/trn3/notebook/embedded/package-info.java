/**
 * Cells in the JVM of the test, for a debugger: a breakpoint in the library that a cell calls is
 * reached.
 *
 * <p>Chosen by {@code -Dnotebook.kernel=embedded} for notebooks in Java. {@link
 * dev.trn3.notebook.embedded.EmbeddedJava} shows what the kernel shows, but knows no magics, no
 * interrupt and no time limit, since whoever debugs stands still; and a cell that ends the JVM ends
 * the test. Build servers use the kernel.
 */
package dev.trn3.notebook.embedded;
