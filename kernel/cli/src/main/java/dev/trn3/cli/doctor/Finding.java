package dev.trn3.cli.doctor;

/**
 * What a check found.
 *
 * @param subject what was looked at
 * @param state what was found there, in one line
 * @param remedy what to do about it; empty where nothing need be done
 */
record Finding(Grade grade, String subject, String state, String remedy) {

  /** How much it matters. */
  enum Grade {
    FINE,
    /** Works, but less well, or only a part of the workbench is affected. */
    NOTE,
    /** The workbench does not work without it. */
    MISSING
  }

  Finding {
    if (grade != Grade.FINE && remedy.isBlank()) {
      throw new IllegalArgumentException("the finding \"" + subject + "\" names no remedy");
    }
  }

  static Finding fine(String subject, String state) {
    return new Finding(Grade.FINE, subject, state, "");
  }

  static Finding note(String subject, String state, String remedy) {
    return new Finding(Grade.NOTE, subject, state, remedy);
  }

  static Finding missing(String subject, String state, String remedy) {
    return new Finding(Grade.MISSING, subject, state, remedy);
  }
}
