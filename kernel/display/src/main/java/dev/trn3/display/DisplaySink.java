package dev.trn3.display;

/** Where displayed things go: a notebook, a terminal, a log. */
public interface DisplaySink {

  /** Shows a bundle. The id, which may be null, lets a later update find it. */
  void show(MimeBundle bundle, String displayId);

  /** Replaces what was shown under this id, wherever it stands. */
  void update(MimeBundle bundle, String displayId);

  /** Whether {@link #update} really replaces; a terminal can only print once more. */
  default boolean replaces() {
    return true;
  }

  /**
   * Removes the outputs of the current cell.
   *
   * @param wait true to do so only when the next output arrives, which avoids flicker
   */
  void clear(boolean wait);

  /**
   * The work with its output bound to the current cell, in whichever thread it runs; itself where
   * there are no cells.
   */
  default Runnable outputHere(Runnable work) {
    return work;
  }

  /**
   * Asks the person in front for a line of text.
   *
   * @param password true to hide what is typed
   * @throws IllegalStateException where nobody can be asked
   */
  String ask(String prompt, boolean password);
}
