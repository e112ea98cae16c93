/**
 * What runs beside the snippets of a shell, in their JVM.
 *
 * <p>This package is a jar of its own, so that the analyst's class path has these few classes and
 * none of the command's.
 */
package dev.trn3.cli.shell.agent;
