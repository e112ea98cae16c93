package dev.trn3.worker;

/**
 * Thrown into the thread that runs a cell, from outside, when an interrupt alone did not end it.
 *
 * <p>The parent reads {@link #NOW} through the debugger interface and lets the JVM throw it where
 * the thread stands.
 */
public final class Stop extends Error {

  private static final long serialVersionUID = 1;

  /** The one instance: it says nothing about where it was thrown. */
  @SuppressWarnings("StaticAssignmentOfThrowable")
  public static final Stop NOW = new Stop();

  private Stop() {
    super("the cell was stopped", null, false, false);
  }
}
