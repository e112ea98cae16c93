/**
 * Notebooks on the command line: {@code trn3 run} executes one and shows what it shows, {@code trn3
 * test} holds many to what they showed before.
 *
 * <p>The work is done by {@link dev.trn3.notebook}; here are the options, the progress and the
 * words.
 */
package dev.trn3.cli.notebook;
