package dev.trn3.notebook;

import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.format.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a run has blessed: notebooks stored as they show themselves now. For several threads. */
final class Blessing {

  private final Linting linting;
  private final List<Path> written = new ArrayList<>();

  /** Whatever is blessed is linted as it is stored. */
  Blessing(Linting linting) {
    this.linting = linting;
  }

  /** Before anything runs, so that nobody waits for what cannot be stored. */
  static void requireWritable(NotebookCheck check) {
    Path target = check.target().orElseThrow();
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new IllegalArgumentException(
          target + " is write-protected; change its permissions, or test without --bless");
    }
  }

  /**
   * Stores what a notebook shows now as what it is expected to show, and gives the verdict that
   * this makes it. One in which a cell failed stays as it is: what failed is never made the rule.
   */
  NotebookVerdict bless(NotebookCheck check, NotebookVerdict verdict) throws IOException {
    if (!mayBeBlessed(check, verdict)) {
      return verdict.with(linting.findings(check));
    }
    Notebook stored = Bless.of(check, verdict);
    Path target = check.target().orElseThrow();
    if (!stored.isStoredIn(target)) {
      stored.write(target);
      synchronized (written) {
        written.add(target);
      }
    }
    NotebookVerdict passed =
        new NotebookVerdict(
            verdict.name(),
            stored,
            verdict.executed(),
            verdict.cells().stream().map(Blessing::accepted).toList(),
            List.of(), // That it ran twice and differed is no problem where that is accepted.
            true,
            verdict.kernel());
    return passed.with(linting.findingsOfBlessed(check, stored));
  }

  private static CellVerdict accepted(CellVerdict cell) {
    return cell.status() == Status.DIFFERS ? cell.accepted() : cell;
  }

  private static boolean mayBeBlessed(NotebookCheck check, NotebookVerdict verdict) {
    return verdict.kernelStarted()
        && verdict.count(Status.FAILED) == 0
        && verdict.count(Status.ABORTED) == 0
        && check.target().isPresent();
  }

  /** The files that were stored, in the order in which they were. */
  List<Path> written() {
    synchronized (written) {
      return List.copyOf(written);
    }
  }
}
