package dev.trn3.notebook.format;

/** A file that is no notebook this version can read. The message names file, place and remedy. */
public final class NotebookFormatException extends RuntimeException {

  /** Says what was wrong, where, and what to do. */
  public NotebookFormatException(String message) {
    super(message);
  }

  /** Says what was wrong, where, and what to do. */
  public NotebookFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
