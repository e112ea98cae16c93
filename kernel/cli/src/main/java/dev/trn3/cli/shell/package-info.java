/**
 * {@code trn3 shell}: the JShell tool, with the library imported and results shown as a person
 * wants to see them.
 *
 * <p>The tool prints whatever text the JVM that runs the snippets returns as the value of a
 * snippet. {@link dev.trn3.cli.shell.AnalystJvmProvider} therefore starts that JVM with an {@link
 * dev.trn3.cli.shell.AnalystJvm agent} of ours in it, which answers with the table or the path of
 * the chart instead of {@code toString()}. Everything else, from editing and completion to {@code
 * /save}, is the tool's own.
 */
package dev.trn3.cli.shell;
