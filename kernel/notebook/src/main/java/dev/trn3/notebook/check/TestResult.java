package dev.trn3.notebook.check;

import dev.trn3.notebook.check.CellVerdict.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What all notebooks were found to be.
 *
 * @param verdicts one for each notebook, in the order of their paths
 * @param blessed the files that were written
 * @param kept the executed notebooks that were written
 * @param unchanged the notebooks left out because nothing changed since they passed
 * @param interrupted whether the test was ended from outside
 * @param elapsed how long it took
 */
public record TestResult(
    List<NotebookVerdict> verdicts,
    List<Path> blessed,
    List<Path> kept,
    List<String> unchanged,
    boolean interrupted,
    Duration elapsed) {

  /**
   * A cell did not end as it should, or did not run since its tags or metadata are misspelt: it is
   * wrong itself, and not what is stored.
   */
  public static final int CELL_FAILED = 4;

  /** A kernel could not start. */
  public static final int COULD_NOT_START = 3;

  /** Ended by Ctrl-C, as shells count it. */
  public static final int INTERRUPTED = 130;

  public TestResult {
    verdicts = List.copyOf(verdicts);
    blessed = List.copyOf(blessed);
    kept = List.copyOf(kept);
    unchanged = List.copyOf(unchanged);
  }

  /** Whether every notebook shows what is stored. */
  public boolean passed() {
    return !interrupted && verdicts.stream().allMatch(NotebookVerdict::passed);
  }

  /** How many cells fared so. */
  public int count(Status status) {
    return verdicts.stream().mapToInt(verdict -> verdict.count(status)).sum();
  }

  /**
   * For the shell: 0 all as stored, 1 something differs, 4 a cell failed, 3 a kernel could not
   * start, 130 interrupted; where several are true the last of them.
   */
  public int exitCode() {
    if (interrupted) {
      return INTERRUPTED;
    }
    if (verdicts.stream().anyMatch(verdict -> !verdict.kernelStarted())) {
      return COULD_NOT_START;
    }
    if (count(Status.FAILED) > 0) {
      return CELL_FAILED;
    }
    return passed() ? 0 : 1;
  }

  /** One line: {@code 3 notebooks, 41 cells: 40 passed, 1 differs (12.3 s)}. */
  public String summary() {
    List<String> counts = new ArrayList<>();
    int cells = 0;
    for (Status status : Status.values()) {
      int count = count(status);
      cells += count;
      if (count > 0) {
        String word = status == Status.DIFFERS && count > 1 ? "differ" : word(status);
        counts.add(count + " " + word);
      }
    }
    long problems = verdicts.stream().mapToLong(verdict -> verdict.problems().size()).sum();
    if (problems > 0) {
      counts.add(problems + (problems == 1 ? " problem" : " problems"));
    }
    if (!blessed.isEmpty()) {
      counts.add(blessed.size() + " blessed");
    }
    if (!unchanged.isEmpty()) {
      counts.add(unchanged.size() + " unchanged and left out");
    }
    return String.format(
        Locale.ROOT,
        "%d %s, %d %s: %s (%.1f s)",
        verdicts.size(),
        verdicts.size() == 1 ? "notebook" : "notebooks",
        cells,
        cells == 1 ? "cell" : "cells",
        counts.isEmpty() ? "nothing ran" : String.join(", ", counts),
        elapsed.toMillis() / 1000.0);
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
