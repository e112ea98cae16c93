/**
 * {@code trn3 doctor}: what this machine has of what the workbench needs.
 *
 * <p>Each check answers with a {@link dev.trn3.cli.doctor.Finding}: fine, worth knowing, or
 * missing. One that is not fine names its remedy.
 */
package dev.trn3.cli.doctor;
