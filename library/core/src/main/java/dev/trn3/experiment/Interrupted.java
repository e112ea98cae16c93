package dev.trn3.experiment;

import dev.trn3.serving.ServingRun;

/**
 * A calculation of many simulations was interrupted in one of them; what it says is known.
 *
 * <p>Whoever asked one question gets it in place of an answer, or the part of the answer that is
 * known: the interrupt has done its work. Of a quiet calculation, one of many, nobody reads the
 * message: the thread stays interrupted, so that whoever runs them all stops too.
 */
final class Interrupted extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private Interrupted(String message, Throwable cause) {
    super(message, cause);
  }

  /** The end of a calculation. */
  static Interrupted of(Serving serving, String message) {
    if (serving.said.quiet) {
      Thread.currentThread().interrupt();
    }
    return new Interrupted(message, null);
  }

  /** The same, with what is known of the whole that it was a part of. */
  Interrupted knowing(String known) {
    return new Interrupted(getMessage() + ": " + known, this);
  }

  /** Short runs do not look up; whoever does many of them asks in between. */
  static void check(Serving serving, String doing) {
    if (Thread.interrupted()) {
      throw of(serving, "interrupted while " + doing);
    }
  }

  /** A run that was played to its end; the figures of one that was stopped are of no use. */
  static ServingRun unless(ServingRun run, Serving serving, String doing) {
    if (run.stopped()) {
      throw of(serving, "interrupted while " + doing);
    }
    return run;
  }
}
