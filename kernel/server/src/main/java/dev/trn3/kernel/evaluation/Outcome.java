package dev.trn3.kernel.evaluation;

import dev.trn3.display.MimeBundle;
import java.util.List;
import java.util.Optional;

/** How a cell ended. */
public sealed interface Outcome {

  /**
   * It ran to its end.
   *
   * @param value what its last expression gave; empty where it ended with none, or with a semicolon
   * @param page something to read beside the notebook, such as help
   * @param nextInput what the cell shall hold instead of what was run
   */
  record Done(Optional<MimeBundle> value, Optional<MimeBundle> page, Optional<String> nextInput)
      implements Outcome {

    /** Ended, and the cell stays as it is. */
    public Done(Optional<MimeBundle> value, Optional<MimeBundle> page) {
      this(value, page, Optional.empty());
    }

    /** Ended without a value. */
    public static final Done NOTHING = new Done(Optional.empty(), Optional.empty());
  }

  /**
   * It failed.
   *
   * @param name what kind of error, such as a class name
   * @param message what it says
   * @param traceback where, line by line, with ANSI colours
   */
  record Failed(String name, String message, List<String> traceback) implements Outcome {
    /** The name of what a person has stopped. */
    public static final String INTERRUPTED = "Interrupted";

    public Failed {
      traceback = List.copyOf(traceback);
    }

    /** Whether a person has stopped it. */
    public boolean isInterrupted() {
      return name.equals(INTERRUPTED);
    }
  }
}
