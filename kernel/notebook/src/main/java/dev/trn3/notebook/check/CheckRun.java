package dev.trn3.notebook.check;

import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.client.Execution;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.KernelStartException;
import dev.trn3.notebook.client.Succession;
import dev.trn3.notebook.compare.Comparison;
import dev.trn3.notebook.compare.Expectation;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import dev.trn3.notebook.run.CellRun;
import dev.trn3.notebook.run.KernelFit;
import dev.trn3.notebook.run.NotebookRunner;
import dev.trn3.notebook.run.NotebookSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** One run of a notebook that is checked. A cell is compared while the next one runs. */
final class CheckRun {
  private static final String NOT_STORED =
      "nothing is stored for this cell yet; bless it: trn3 test --bless, or -Dnotebooks=bless";

  private final NotebookCheck check;
  private final CheckListener listener;
  private final Set<String> told;
  private final List<CellVerdict> done = new ArrayList<>();
  private CompletableFuture<Void> compared = CompletableFuture.completedFuture(null);
  private boolean anyRan;
  private Optional<Execution.Died> lost = Optional.empty();

  /**
   * A run that has not begun.
   *
   * @param told ids of cells of which the listener has been told, as it is of each once
   */
  CheckRun(NotebookCheck check, CheckListener listener, Set<String> told) {
    this.check = check;
    this.listener = listener;
    this.told = told;
  }

  /** How the process of the kernel ended, where it did under a cell while others ran in it. */
  Optional<Execution.Died> lost() {
    return lost;
  }

  /**
   * Runs and compares.
   *
   * @param succession of kernels, of which the one for this notebook may share a process
   * @param ends is handed the end of the kernel
   */
  NotebookVerdict verdict(Succession succession, Executor ends) {
    long start = System.nanoTime();
    NotebookSession session;
    try {
      KernelSpec kernel = check.kernel();
      KernelFit.check(check.source(), kernel);
      Path folder = NotebookRunner.folderOf(check.source());
      session = NotebookSession.start(check.source(), kernel, check.options(), folder, succession);
    } catch (KernelStartException | IllegalArgumentException e) {
      abortRest("the kernel did not start");
      List<String> problems = List.of(e.getMessage());
      return new NotebookVerdict(
          check.name(), check.expected(), check.source(), done, problems, false, Duration.ZERO);
    }
    Duration started = Duration.ofNanos(System.nanoTime() - start);
    Notebook executed;
    long end;
    try {
      runCells(session);
      executed = anyRan ? session.result().notebook() : check.source();
    } finally {
      end = System.nanoTime();
      session.end(ends);
    }
    Duration kernel = started.plusNanos(System.nanoTime() - end);
    awaitCompared();
    return new NotebookVerdict(
        check.name(), check.expected(), executed, done, List.of(), true, kernel);
  }

  private void runCells(NotebookSession session) {
    List<Cell> checked = check.cells();
    List<Cell> all = check.source().cells().stream().filter(Cell::isRunnable).toList();
    int last = checked.isEmpty() ? -1 : all.indexOf(checked.get(checked.size() - 1));
    for (Cell cell : all.subList(0, last + 1)) {
      boolean counts = checked.contains(cell);
      listener.running(check, cell);
      Seen seen = see(session, cell);
      lost = session.lostWithOthers();
      if (lost.isPresent()) {
        return;
      }
      if (counts || seen.ended() == Status.FAILED) {
        add(seen);
      }
      if (seen.ended() == Status.FAILED) {
        abortRest("cell " + cell.id() + " above failed");
        return;
      }
      if (seen.ended() == Status.ABORTED) {
        abortRest("interrupted");
        return;
      }
    }
  }

  /**
   * What is known of a cell once it has run.
   *
   * @param ended what it is if nothing differs
   * @param verdict compares and tells
   */
  private record Seen(Status ended, Supplier<CellVerdict> verdict) {}

  private Seen see(NotebookSession session, Cell cell) {
    Expectation expectation;
    try {
      Expectation full = Expectation.of(check.source(), cell);
      boolean runsOnly = check.isLax() && !cell.tags().contains("nbval-check-output");
      expectation = runsOnly ? full.toRun() : full;
    } catch (IllegalArgumentException e) {
      return seen(cell, Status.FAILED, e.getMessage(), "", List.of(), Duration.ZERO);
    }
    if (!expectation.runs()) {
      String tag = cell.tags().contains("nbval-skip") ? "nbval-skip" : "skip-execution";
      return seen(cell, Status.SKIPPED, "tagged " + tag, "", List.of(), Duration.ZERO);
    }
    CellRun run = session.run(cell, expectation.timeout().orElse(check.options().cellTimeout()));
    anyRan = true;
    List<Output> shown = run.cell().outputs();
    if (run.outcome() instanceof CellRun.Outcome.Failed failed) {
      boolean interrupted = failed.execution() instanceof Execution.Interrupted;
      Status status = interrupted ? Status.ABORTED : Status.FAILED;
      return seen(cell, status, failed.reason(), failed.detail(), shown, run.elapsed());
    }
    return new Seen(Status.PASSED, () -> compared(cell, run, expectation));
  }

  private Seen seen(
      Cell cell,
      Status status,
      String reason,
      String detail,
      List<Output> shown,
      Duration elapsed) {
    CellVerdict verdict = verdict(cell, status, List.of(reason), detail, shown, elapsed);
    return new Seen(status, () -> verdict);
  }

  private CellVerdict compared(Cell cell, CellRun run, Expectation expectation) {
    Cell stored = stored(cell);
    List<String> differences = Comparison.differences(stored, run.cell(), expectation);
    if (!differences.isEmpty() && isUnblessed(stored)) {
      differences = List.of(NOT_STORED);
    }
    Status status = differences.isEmpty() ? Status.PASSED : Status.DIFFERS;
    return verdict(cell, status, differences, "", run.cell().outputs(), run.elapsed());
  }

  private static boolean isUnblessed(Cell stored) {
    return stored.outputs().isEmpty() && stored.executionCount().isEmpty();
  }

  /** The cell as expected; one that was put in has nothing stored and shows nothing. */
  private Cell stored(Cell cell) {
    Optional<Cell> found =
        check.expected().cells().stream().filter(c -> c.id().equals(cell.id())).findFirst();
    return found.orElseGet(() -> cell.withOutputs(List.of()));
  }

  private CellVerdict verdict(
      Cell cell,
      Status status,
      List<String> messages,
      String detail,
      List<Output> shown,
      Duration elapsed) {
    return new CellVerdict(
        check.expected(), cell, check.title(cell), status, messages, detail, shown, elapsed);
  }

  private void add(Seen seen) {
    compared = compared.thenRunAsync(() -> add(seen.verdict().get()));
  }

  /** Waits for the comparison of the last cell, however impatient this thread is. */
  private void awaitCompared() {
    try {
      compared.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(check.name() + " could not be compared", e.getCause());
    }
  }

  private void add(CellVerdict verdict) {
    done.add(verdict);
    if (told.add(verdict.cell().id())) {
      listener.finished(check, verdict);
    }
  }

  private void abortRest(String reason) {
    awaitCompared();
    Map<String, CellVerdict> known = new HashMap<>();
    done.forEach(verdict -> known.put(verdict.cell().id(), verdict));
    for (Cell cell : check.cells()) {
      if (!known.containsKey(cell.id())) {
        add(check.notReached(cell, reason));
      }
    }
  }
}
