package dev.trn3.cli.notebook;

import dev.trn3.cli.Terminal;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.client.Spelled;
import dev.trn3.notebook.format.Cell;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows a test in a terminal: one line for each notebook when it is done, and below it each cell
 * that is not as stored. Until then a line on the error stream says what is running.
 */
final class TestProgress implements CheckListener {

  private static final String GREEN = "32";
  private static final String RED = "31";
  private static final String GREY = "90";

  private final PrintStream out;
  private final ProgressLine line;
  private final boolean verbose;
  private final Map<NotebookCheck, String> running = new LinkedHashMap<>();
  private int notebooks;
  private int cells;
  private int notebooksDone;
  private int cellsDone;

  /**
   * Progress on these streams.
   *
   * @param verbose true for a line for each cell
   */
  TestProgress(PrintStream out, ProgressLine line, boolean verbose) {
    this.out = out;
    this.line = line;
    this.verbose = verbose;
  }

  @Override
  public synchronized void starting(List<NotebookCheck> checks) {
    notebooks = checks.size();
    cells = checks.stream().mapToInt(check -> check.cells().size()).sum();
    line.show("starting the kernel");
  }

  @Override
  public synchronized void running(NotebookCheck check, Cell cell) {
    running.put(check, check.name() + " \u203a " + cell.id());
    showRunning();
  }

  private void showRunning() {
    if (running.isEmpty()) {
      line.clear();
      return;
    }
    line.show(
        "%d of %d notebooks, %d of %d cells: %s"
            .formatted(
                notebooksDone, notebooks, cellsDone, cells, String.join(", ", running.values())));
  }

  @Override
  public synchronized void finished(NotebookCheck check, CellVerdict verdict) {
    cellsDone++;
  }

  @Override
  public synchronized void finished(NotebookCheck check, NotebookVerdict verdict) {
    notebooksDone++;
    running.remove(check);
    line.clear();
    show(verdict);
    showRunning();
  }

  /** One line for the notebook, and below it what is not as stored. */
  void show(NotebookVerdict verdict) {
    Status worst = worst(verdict);
    Duration elapsed =
        verdict.cells().stream().map(CellVerdict::elapsed).reduce(Duration.ZERO, Duration::plus);
    int size = verdict.cells().size();
    out.printf(
        Locale.ROOT,
        "%s %s, %d %s%s%n",
        worst == Status.DIFFERS && verdict.cells().stream().noneMatch(CellVerdict::isBad)
            ? coloured(worst, "problem")
            : coloured(worst),
        verdict.name(),
        size,
        size == 1 ? "cell" : "cells",
        spent(elapsed));
    verdict.problems().forEach(problem -> out.println("  " + problem.replace("\n", "\n  ")));
    aborted(verdict);
    out.flush();
  }

  private static String spent(Duration elapsed) {
    return elapsed.isZero() ? "" : ", " + Spelled.duration(elapsed);
  }

  /** Cells that were not reached are many and say the same; one line is enough for them. */
  private void aborted(NotebookVerdict verdict) {
    List<CellVerdict> unreached = new ArrayList<>();
    for (CellVerdict cell : verdict.cells()) {
      if (cell.status() == Status.ABORTED && !verbose) {
        unreached.add(cell);
      } else if (verbose || cell.isBad()) {
        print(cell);
      }
    }
    if (!unreached.isEmpty()) {
      CellVerdict first = unreached.get(0);
      String more = unreached.size() == 1 ? "" : " and %d more".formatted(unreached.size() - 1);
      out.printf(
          Locale.ROOT,
          "  %s %s%s: %s%n",
          coloured(Status.ABORTED),
          first.title(),
          more,
          String.join(" ", first.messages()));
    }
  }

  private void print(CellVerdict cell) {
    out.printf(
        Locale.ROOT, "  %s %s%s%n", coloured(cell.status()), cell.title(), spent(cell.elapsed()));
    if (cell.status() != Status.PASSED) {
      out.println("    " + cell.report().replace("\n", "\n    "));
    }
  }

  private static Status worst(NotebookVerdict verdict) {
    if (verdict.count(Status.FAILED) > 0 || !verdict.kernelStarted()) {
      return Status.FAILED;
    }
    if (!verdict.passed()) {
      return Status.DIFFERS;
    }
    return verdict.count(Status.ABORTED) > 0 ? Status.ABORTED : Status.PASSED;
  }

  private static String coloured(Status status) {
    return coloured(status, status.name().toLowerCase(Locale.ROOT));
  }

  private static String coloured(Status status, String name) {
    String word = "%-7s".formatted(name);
    if (!Terminal.isOutput() || System.getenv("NO_COLOR") != null) {
      return word;
    }
    String colour =
        switch (status) {
          case PASSED -> GREEN;
          case DIFFERS, FAILED -> RED;
          case SKIPPED, ABORTED -> GREY;
        };
    return "\033[" + colour + "m" + word + "\033[0m";
  }
}
