package dev.trn3.kernel.protocol;

/** Frames that are no message: wrong delimiter, wrong signature, no JSON. */
public final class MalformedMessageException extends RuntimeException {

  /** Says what was wrong with the frames. */
  public MalformedMessageException(String reason) {
    super(reason);
  }
}
