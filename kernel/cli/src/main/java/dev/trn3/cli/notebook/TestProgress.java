package dev.trn3.cli.notebook;

import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.client.Spelled;
import dev.trn3.notebook.format.Cell;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Shows a test in a terminal: one line for each cell, and each difference below it. */
final class TestProgress implements CheckListener {

  private final PrintStream out;
  private final ProgressLine line;
  private final boolean blessing;

  TestProgress(PrintStream out, ProgressLine line, boolean blessing) {
    this.out = out;
    this.line = line;
    this.blessing = blessing;
  }

  @Override
  public void running(NotebookCheck check, Cell cell) {
    line.show(check.name() + ": " + check.title(cell));
  }

  @Override
  public void finished(NotebookCheck check, CellVerdict verdict) {
    line.clear();
    boolean silent = blessing && verdict.status() == Status.DIFFERS;
    String status = silent ? "ran" : verdict.status().name().toLowerCase(Locale.ROOT);
    out.printf(
        Locale.ROOT,
        "%-7s %s: %s, %s%n",
        status,
        check.name(),
        verdict.title(),
        Spelled.duration(verdict.elapsed()));
    if (verdict.isBad() && !silent) {
      out.println("  " + verdict.report().replace("\n", "\n  "));
    }
    out.flush();
  }

  @Override
  public void finished(NotebookCheck check, NotebookVerdict verdict) {
    line.clear();
    verdict.problems().forEach(problem -> out.println("problem " + check.name() + ": " + problem));
  }

  /** How it went, in one line. */
  static String summary(List<NotebookVerdict> verdicts) {
    StringBuilder summary = new StringBuilder();
    summary.append(verdicts.size()).append(verdicts.size() == 1 ? " notebook" : " notebooks");
    for (Status status : Status.values()) {
      int count = verdicts.stream().mapToInt(verdict -> verdict.count(status)).sum();
      if (count > 0 || status == Status.PASSED) {
        String name = status.name().toLowerCase(Locale.ROOT);
        summary.append(", ").append(count).append(count == 1 ? " cell " : " cells ").append(name);
      }
    }
    return summary.append('.').toString();
  }
}
