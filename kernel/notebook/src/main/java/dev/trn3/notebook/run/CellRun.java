package dev.trn3.notebook.run;

import dev.trn3.notebook.client.Execution;
import dev.trn3.notebook.format.Cell;
import java.time.Duration;

/**
 * What became of one code cell.
 *
 * @param cell the cell with the outputs of this run; unchanged where it was skipped
 * @param outcome how it ended
 * @param elapsed how long it ran; never stored in a notebook
 */
public record CellRun(Cell cell, Outcome outcome, Duration elapsed) {

  /** How a cell ended. */
  public sealed interface Outcome {

    /** It ran to its end, or raised the exception that its tag {@code raises-exception} allows. */
    record Passed() implements Outcome {}

    /**
     * It did not run.
     *
     * @param reason such as {@code tagged skip-execution}
     */
    record Skipped(String reason) implements Outcome {}

    /**
     * It did not end as it should.
     *
     * @param reason one line
     * @param detail the trace or thread dump; empty where there is none
     * @param execution what the kernel said
     */
    record Failed(String reason, String detail, Execution execution) implements Outcome {}
  }

  /** Whether later cells may rely on this one. */
  public boolean failed() {
    return outcome instanceof Outcome.Failed;
  }
}
