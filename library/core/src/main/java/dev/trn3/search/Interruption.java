package dev.trn3.search;

import dev.trn3.display.Display;

/** The end of a search that an interrupt left without a design. */
final class Interruption {

  private Interruption() {}

  /**
   * What is thrown. It is shown before, as an interrupted cell ends before it can say what it
   * threw; not of a quiet search, one of many, whose message nobody reads.
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
