package dev.trn3.notebook.run;

import java.time.Duration;

/**
 * How a notebook is run.
 *
 * @param cellTimeout for each cell that does not name its own; 60 s by default
 * @param startTimeout for the kernel to answer; 30 s by default
 * @param notebookTimeout for all cells together; 10 minutes by default
 * @param parameters values put in; none by default
 */
public record RunOptions(
    Duration cellTimeout, Duration startTimeout, Duration notebookTimeout, Parameters parameters) {

  /** The defaults. */
  public static final RunOptions DEFAULTS =
      new RunOptions(
          Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(10), Parameters.NONE);

  public RunOptions {
    requirePositive("cellTimeout", cellTimeout);
    requirePositive("startTimeout", startTimeout);
    requirePositive("notebookTimeout", notebookTimeout);
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " " + duration + " is not positive; use PT60S");
    }
  }

  /** These options with another time for each cell. */
  public RunOptions withCellTimeout(Duration timeout) {
    return new RunOptions(timeout, startTimeout, notebookTimeout, parameters);
  }

  /** These options with another time for the kernel to answer. */
  public RunOptions withStartTimeout(Duration timeout) {
    return new RunOptions(cellTimeout, timeout, notebookTimeout, parameters);
  }

  /** These options with another time for all cells together. */
  public RunOptions withNotebookTimeout(Duration timeout) {
    return new RunOptions(cellTimeout, startTimeout, timeout, parameters);
  }

  /** These options with other parameters. */
  public RunOptions withParameters(Parameters values) {
    return new RunOptions(cellTimeout, startTimeout, notebookTimeout, values);
  }
}
