package dev.trn3.search;

import dev.trn3.display.Display;

/** What is shown of a search that was interrupted, since its cell ends before it can show it. */
final class Interruption {

  private Interruption() {}

  /** The result, shown if it is what an interrupt left. */
  static <T> T shown(T result, boolean isPart) {
    if (isPart) {
      Display.display(result);
    }
    return result;
  }

  /**
   * What is thrown where no design was found. It is shown before, as an interrupted cell ends
   * before it can say what it threw; not of a quiet search, one of many, whose message nobody
   * reads.
   *
   * @param cause what ended the waiting; null if the search went on to its end
   */
  static IllegalStateException of(boolean quiet, String message, InterruptedException cause) {
    if (!quiet) {
      Display.display("Of the search: " + message);
    }
    return new IllegalStateException(message, cause);
  }
}
