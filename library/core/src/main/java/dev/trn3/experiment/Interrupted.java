package dev.trn3.experiment;

import dev.trn3.serving.ServingRun;

/** A calculation of many simulations was interrupted in one of them; what it says is known. */
final class Interrupted extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  Interrupted(String message) {
    super(message);
  }

  /** Short runs do not look up; whoever does many of them asks in between. */
  static void check(String doing) {
    if (Thread.interrupted()) {
      throw new Interrupted("interrupted while " + doing);
    }
  }

  /** A run that was played to its end; the figures of one that was stopped are of no use. */
  static ServingRun unless(ServingRun run, String doing) {
    if (run.stopped()) {
      throw new Interrupted("interrupted while " + doing);
    }
    return run;
  }
}
