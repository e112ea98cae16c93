package dev.trn3.display.comm;

/**
 * Something that happens to a comm, on its way from one side to the other.
 *
 * @param id of the comm
 * @param target what the other side shall do with a comm that is opened; empty otherwise
 */
public record CommEvent(Kind kind, String id, String target, CommMessage message) {

  /** What happens. */
  public enum Kind {
    OPEN,
    MESSAGE,
    CLOSE
  }
}
