package dev.trn3.worker;

/**
 * Memory that is kept back for the moment in which the analyst's code has used up all the rest:
 * without it not even that could be said, nor the cell be run that lets go of some.
 */
final class Reserve {

  private static final int SIZE = 1 << 20;

  private static volatile byte[] kept = new byte[SIZE];

  private Reserve() {}

  /** Frees it, where memory was found to be short. */
  static void release() {
    kept = null;
  }

  /** Keeps as much back again, if there is as much. */
  static void restore() {
    if (kept == null) {
      try {
        kept = new byte[SIZE];
      } catch (OutOfMemoryError e) {
        // What is left of it is needed still.
      }
    }
  }
}
