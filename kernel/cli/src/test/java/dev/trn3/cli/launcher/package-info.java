/** Starts the real script, as a person does; runs once the distribution is built. */
package dev.trn3.cli.launcher;
