/**
 * Bringing the kernel to Jupyter: {@code trn3 install}, {@code uninstall} and {@code lab}.
 *
 * <p>Jupyter finds a kernel by a folder, the {@linkplain dev.trn3.cli.jupyter.Kernelspec
 * kernelspec}, in one of several {@linkplain dev.trn3.cli.jupyter.JupyterFolders places}. An
 * installed kernelspec holds a copy of all jars, so that a later build, a {@code mvn clean} or
 * another branch does not take the kernel away from a running notebook.
 */
package dev.trn3.cli.jupyter;
