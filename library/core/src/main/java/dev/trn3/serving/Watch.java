package dev.trn3.serving;

/** Looks at a run from time to time while it is played, and may stop it. */
@FunctionalInterface
public interface Watch {

  /** Stops when the thread is interrupted; the interruption is taken note of by the result. */
  Watch INTERRUPTIBLE = seconds -> !Thread.interrupted();

  /**
   * Asked after every thousand events or so.
   *
   * @param seconds simulated time that has passed
   * @return false to stop here
   */
  boolean goesOn(double seconds);
}
