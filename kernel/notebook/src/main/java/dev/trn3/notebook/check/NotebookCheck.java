package dev.trn3.notebook.check;

import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.Succession;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.run.RunOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Runs one notebook and compares each cell with what is stored.
 *
 * <p>After a cell that differs the run goes on, so that one run shows all differences. After one
 * that fails it ends: what follows rests on it.
 */
public final class NotebookCheck {
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

  /** What is found where nothing of this runs: each cell is aborted for this reason. */
  public NotebookVerdict notReached(String reason) {
    List<CellVerdict> none = cells().stream().map(cell -> notReached(cell, reason)).toList();
    return new NotebookVerdict(name, expected, source, none, List.of(), true, Duration.ZERO);
  }

  CellVerdict notReached(Cell cell, String reason) {
    return new CellVerdict(
        expected,
        cell,
        title(cell),
        CellVerdict.Status.ABORTED,
        List.of(reason),
        "",
        List.of(),
        Duration.ZERO);
  }

  /** This check, called by the place of its file below this folder. */
  NotebookCheck calledBelow(Path folder) {
    Path file = source.file().orElseThrow().toAbsolutePath().normalize();
    Path between = folder.relativize(file).getParent();
    String place = between == null ? name : between + file.getFileSystem().getSeparator() + name;
    return new NotebookCheck(place, source, expected, kernels, options, chosen, target, lax);
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

  /** Whether only those cells are compared that are tagged {@code nbval-check-output}. */
  boolean isLax() {
    return lax;
  }

  /** The cells that are checked, in order. */
  public List<Cell> cells() {
    return source.cells().stream().filter(Cell::isRunnable).filter(chosen).toList();
  }

  /** Whether all cells are checked that there are. */
  public boolean isWhole() {
    return source.cells().stream().filter(Cell::isRunnable).allMatch(chosen);
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
    Set<String> told = new HashSet<>();
    CheckRun first = new CheckRun(this, listener, told);
    NotebookVerdict verdict = first.verdict(succession, ends);
    if (first.lost().isEmpty()) {
      return verdict;
    }
    try (Succession alone = new Succession()) {
      NotebookVerdict second = new CheckRun(this, listener, told).verdict(alone, ends);
      return new SecondRun(verdict, first.lost().get().exitCode(), second).verdict();
    }
  }
}
