package dev.trn3.notebook.check;

import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.client.Execution;
import dev.trn3.notebook.client.KernelChoice;
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
import dev.trn3.notebook.run.RunOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs one notebook and compares each cell with what is stored.
 *
 * <p>After a cell that differs the run goes on, so that one run shows all differences. After one
 * that fails it ends: what follows rests on it.
 */
public final class NotebookCheck {

  private static final String NOT_STORED =
      "nothing is stored for this cell yet; bless it: trn3 test --bless, or -Dnotebooks=bless";

  private final String name;
  private final Notebook source;
  private final Notebook expected;
  private final KernelChoice kernels;
  private final RunOptions options;
  private final Predicate<Cell> chosen;
  private final Path target;
  private final boolean lax;
  private final Titles titles;

  private NotebookCheck(
      String name,
      Notebook source,
      Notebook expected,
      KernelChoice kernels,
      RunOptions options,
      Predicate<Cell> chosen,
      Path target,
      boolean lax) {
    this.name = name;
    this.source = source;
    this.expected = expected;
    this.kernels = kernels;
    this.options = options;
    this.chosen = chosen;
    this.target = target;
    this.lax = lax;
    this.titles = new Titles(source);
  }

  /** A check of all cells. */
  public static NotebookCheck of(Notebook stored, KernelChoice kernels, RunOptions options) {
    Notebook source = options.parameters().injectInto(stored);
    String name =
        options.parameters().isEmpty()
            ? stored.name()
            : stored.name() + " [" + options.parameters() + "]";
    return new NotebookCheck(
        name, source, stored, kernels, options, cell -> true, stored.file().orElse(null), false);
  }

  /** This check with outputs expected that are stored elsewhere: in this notebook. */
  public NotebookCheck against(Notebook other) {
    return new NotebookCheck(
        name, source, other, kernels, options, chosen, other.file().orElse(target), lax);
  }

  /** This check with its outputs to be stored in another file. */
  NotebookCheck storedIn(Path file) {
    return new NotebookCheck(name, source, expected, kernels, options, chosen, file, lax);
  }

  /** This check for these cells alone. Those above them run as well but are not compared. */
  public NotebookCheck only(Predicate<Cell> these) {
    return new NotebookCheck(name, source, expected, kernels, options, these, target, lax);
  }

  /** This check with only those cells compared that are tagged {@code nbval-check-output}. */
  public NotebookCheck laxly() {
    return new NotebookCheck(name, source, expected, kernels, options, chosen, target, true);
  }

  /** The name of the file, with the parameters where there are some. */
  public String name() {
    return name;
  }

  /** The notebook that runs, with its parameters put in. */
  public Notebook source() {
    return source;
  }

  /** The notebook whose outputs are expected. */
  public Notebook expected() {
    return expected;
  }

  /** Where outputs are stored when they are blessed; empty for a notebook that is in no file. */
  public Optional<Path> target() {
    return Optional.ofNullable(target);
  }

  /** Whether there are stored outputs to compare with, be it those of a notebook in no file. */
  public boolean isStored() {
    return target == null || expected.file().equals(Optional.of(target));
  }

  /** The same for two checks only where both test the same outputs with the same parameters. */
  public String identity() {
    Path file = target().or(source::file).orElse(Path.of(name));
    return file.toAbsolutePath().normalize() + " " + options.parameters() + (lax ? " laxly" : "");
  }

  /** The parameters of this check and how long it may take. */
  public RunOptions options() {
    return options;
  }

  /** The cells that are checked, in order. */
  public List<Cell> cells() {
    return source.cells().stream().filter(Cell::isRunnable).filter(chosen).toList();
  }

  /** What a cell is called: nearest heading and id. */
  public String title(Cell cell) {
    return titles.of(cell);
  }

  /** Which kernel will run the notebook. */
  public KernelSpec kernel() {
    return kernels.forNotebook(source.kernelName(), source.language(), name);
  }

  /** Runs and compares, and waits until the kernel has ended. */
  public NotebookVerdict run(CheckListener listener) {
    try (Succession none = new Succession()) {
      return run(listener, none, Runnable::run);
    }
  }

  /**
   * Runs and compares. Where the process of the kernel ends under a cell while other kernels run in
   * it, the notebook runs once more in a process of its own: it need not be to blame. Where it is
   * not green then, or not as it was, a problem says that it ran twice.
   *
   * @param succession of kernels, of which the one for this notebook may share a process
   * @param ends is handed the end of the kernel, which takes a moment that nobody need wait for
   */
  public NotebookVerdict run(CheckListener listener, Succession succession, Executor ends) {
    Progress progress = new Progress(listener, new HashSet<>());
    NotebookVerdict verdict = run(progress, succession, ends);
    if (progress.lost.isEmpty()) {
      return verdict;
    }
    try (Succession alone = new Succession()) {
      NotebookVerdict second = run(new Progress(listener, progress.told), alone, ends);
      return new SecondRun(verdict, progress.lost.get().exitCode(), second).verdict();
    }
  }

  private NotebookVerdict run(Progress progress, Succession succession, Executor ends) {
    long start = System.nanoTime();
    NotebookSession session;
    try {
      KernelSpec kernel = kernel();
      KernelFit.check(source, kernel);
      Path folder = NotebookRunner.folderOf(source);
      session = NotebookSession.start(source, kernel, options, folder, succession);
    } catch (KernelStartException | IllegalArgumentException e) {
      progress.abortRest("the kernel did not start");
      List<String> problems = List.of(e.getMessage());
      return new NotebookVerdict(
          name, expected, source, progress.done, problems, false, Duration.ZERO);
    }
    Duration started = Duration.ofNanos(System.nanoTime() - start);
    Notebook executed;
    long end;
    try {
      runCells(session, progress);
      executed = progress.anyRan ? session.result().notebook() : source;
    } finally {
      end = System.nanoTime();
      session.end(ends);
    }
    Duration kernel = started.plusNanos(System.nanoTime() - end);
    progress.awaitCompared();
    return new NotebookVerdict(name, expected, executed, progress.done, List.of(), true, kernel);
  }

  private void runCells(NotebookSession session, Progress progress) {
    List<Cell> checked = cells();
    List<Cell> all = source.cells().stream().filter(Cell::isRunnable).toList();
    int last = checked.isEmpty() ? -1 : all.indexOf(checked.get(checked.size() - 1));
    for (Cell cell : all.subList(0, last + 1)) {
      boolean counts = checked.contains(cell);
      progress.listener.running(this, cell);
      Seen seen = see(session, cell, progress);
      progress.lost = session.lostWithOthers();
      if (progress.lost.isPresent()) {
        return;
      }
      if (counts || seen.ended() == Status.FAILED) {
        progress.add(seen);
      }
      if (seen.ended() == Status.FAILED) {
        progress.abortRest("cell " + cell.id() + " above failed");
        return;
      }
      if (seen.ended() == Status.ABORTED) {
        progress.abortRest("interrupted");
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

  private Seen see(NotebookSession session, Cell cell, Progress progress) {
    Expectation expectation;
    try {
      Expectation full = Expectation.of(source, cell);
      boolean runsOnly = lax && !cell.tags().contains("nbval-check-output");
      expectation = runsOnly ? full.toRun() : full;
    } catch (IllegalArgumentException e) {
      return seen(cell, Status.FAILED, e.getMessage(), "", List.of(), Duration.ZERO);
    }
    if (!expectation.runs()) {
      String tag = cell.tags().contains("nbval-skip") ? "nbval-skip" : "skip-execution";
      return seen(cell, Status.SKIPPED, "tagged " + tag, "", List.of(), Duration.ZERO);
    }
    CellRun run = session.run(cell, expectation.timeout().orElse(options.cellTimeout()));
    progress.anyRan = true;
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
        expected.cells().stream().filter(c -> c.id().equals(cell.id())).findFirst();
    return found.orElseGet(() -> cell.withOutputs(List.of()));
  }

  private CellVerdict verdict(
      Cell cell,
      Status status,
      List<String> messages,
      String detail,
      List<Output> shown,
      Duration elapsed) {
    return new CellVerdict(expected, cell, title(cell), status, messages, detail, shown, elapsed);
  }

  /** The verdicts so far. A cell is compared while the next one runs. */
  private final class Progress {
    private final CheckListener listener;
    private final List<CellVerdict> done = new ArrayList<>();
    private CompletableFuture<Void> compared = CompletableFuture.completedFuture(null);
    private final Set<String> told; // Cells, of which the listener is told once.
    private boolean anyRan;
    private Optional<Execution.Died> lost = Optional.empty(); // With others, under a cell.

    Progress(CheckListener listener, Set<String> told) {
      this.listener = listener;
      this.told = told;
    }

    void add(Seen seen) {
      compared = compared.thenRunAsync(() -> add(seen.verdict().get()));
    }

    /** Waits for the comparison of the last cell, however impatient this thread is. */
    void awaitCompared() {
      try {
        compared.join();
      } catch (CompletionException e) {
        throw new IllegalStateException(name + " could not be compared", e.getCause());
      }
    }

    private void add(CellVerdict verdict) {
      done.add(verdict);
      if (told.add(verdict.cell().id())) {
        listener.finished(NotebookCheck.this, verdict);
      }
    }

    void abortRest(String reason) {
      awaitCompared();
      Map<String, CellVerdict> known = new HashMap<>();
      done.forEach(verdict -> known.put(verdict.cell().id(), verdict));
      for (Cell cell : cells()) {
        if (!known.containsKey(cell.id())) {
          add(
              NotebookCheck.this.verdict(
                  cell, Status.ABORTED, List.of(reason), "", List.of(), Duration.ZERO));
        }
      }
    }
  }
}
