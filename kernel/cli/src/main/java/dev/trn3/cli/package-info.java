/**
 * The one command {@code trn3}.
 *
 * <p>{@link dev.trn3.cli.Trn3Command} knows its subcommands and nothing else; each of them is a
 * class of its own beside what it works with: {@code shell} the JShell tool, {@code notebook}
 * running and testing notebooks, {@code jupyter} the kernelspec and front ends, {@code doctor} the
 * checks of this machine. All of them find the jars of the workbench through {@link
 * dev.trn3.cli.Distribution}.
 *
 * <p>Exit codes are the same everywhere: 0 done, 1 the work itself failed, 2 the command line or a
 * file named there is wrong, 3 something could not start, 130 interrupted. A test of notebooks that
 * finds a cell which fails ends with 4, as that is no difference to be blessed. A command that
 * fails throws a {@link dev.trn3.cli.Refusal}, whose message is the one line a person sees.
 */
package dev.trn3.cli;
