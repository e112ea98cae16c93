package dev.trn3.kernel.debug;

/** What is asked has no answer for now: the compiler has no time for it, or took too long. */
public final class Unanswered extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /**
   * Why there is none.
   *
   * @param cause how the compiler was stopped; null where it was not asked
   */
  public Unanswered(String reason, Throwable cause) {
    super(reason, cause);
  }
}
