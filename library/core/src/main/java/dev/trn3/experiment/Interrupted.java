package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.serving.ServingRun;
import java.util.function.Supplier;

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

  /**
   * The answer to a person's question. If the interrupt left none, what is known is shown: the cell
   * that asked ends before it can say so.
   */
  static <T> T orAnswer(Serving serving, Supplier<T> question) {
    try {
      return question.get();
    } catch (Interrupted e) {
      if (!serving.said.quiet) {
        Display.display(e.sentence());
      }
      throw e;
    }
  }

  private String sentence() {
    String words = getMessage();
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
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
