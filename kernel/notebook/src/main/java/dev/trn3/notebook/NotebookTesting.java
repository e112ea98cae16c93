package dev.trn3.notebook;

import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookChecks;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.lint.Lint;
import dev.trn3.notebook.report.DifferencePage;
import dev.trn3.notebook.report.JUnitXml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tests notebooks: everything that the command {@code trn3 test} does.
 *
 * <pre>{@code
 * TestOptions options = TestOptions.of(KernelChoice.usual(), Path.of("notebooks"))
 *     .withHtml(Path.of("target/notebooks.html"));
 * TestResult result = NotebookTesting.run(options, CheckListener.SILENT);
 * System.out.println(result.summary());
 * System.exit(result.exitCode());
 * }</pre>
 *
 * <p>To keep what ran when the process is interrupted, call this within {@link
 * dev.trn3.notebook.client.Termination#inGoodOrder}.
 */
public final class NotebookTesting {

  private final TestOptions options;
  private final CheckListener listener;
  private final List<Path> blessed = new ArrayList<>();
  private boolean interrupted;

  private NotebookTesting(TestOptions options, CheckListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /**
   * Runs the notebooks and compares them with what they hold.
   *
   * @throws dev.trn3.notebook.format.NotebookFormatException where a notebook cannot be read
   * @throws IllegalArgumentException where no cell is chosen
   * @throws IllegalStateException where outputs are to be blessed and the environment says {@code
   *     CI=true}
   * @throws UncheckedIOException where a report or notebook cannot be written
   */
  public static TestResult run(TestOptions options, CheckListener listener) {
    return options.bless()
        ? blessAll(options, listener, System.getenv("CI"))
        : new NotebookTesting(options, listener).run();
  }

  /** Blesses, unless the variable CI has the value true. */
  static TestResult blessAll(TestOptions options, CheckListener listener, String ci) {
    refuseOnBuildServer(ci);
    return new NotebookTesting(options.blessing(), listener).run();
  }

  static void refuseOnBuildServer(String ci) {
    if ("true".equalsIgnoreCase(ci)) {
      throw new IllegalStateException(
          "outputs are not blessed where CI=true: a build server must not change what it tests;"
              + " bless on your machine and commit the notebooks");
    }
  }

  private TestResult run() {
    long start = System.nanoTime();
    List<NotebookCheck> all = new ArrayList<>();
    for (Path path : options.paths()) {
      all.addAll(NotebookChecks.in(path, options.kernels(), options.run()));
    }
    List<NotebookCheck> chosen = Only.chosen(all, options.only());
    Optional<Memory> memory = options.changed().map(Memory::read);
    List<NotebookCheck> checks = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    for (NotebookCheck check : chosen) {
      if (memory.isPresent() && memory.get().knows(check)) {
        unchanged.add(check.name());
      } else {
        checks.add(check);
      }
    }
    List<NotebookVerdict> verdicts = runAll(checks);
    memory.ifPresent(known -> known.remember(checks, verdicts));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    TestResult result = new TestResult(verdicts, blessed, unchanged, interrupted, elapsed);
    writeReports(result);
    return result;
  }

  private List<NotebookVerdict> runAll(List<NotebookCheck> checks) {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.max(1, Math.min(options.parallel(), checks.size())));
    List<Future<NotebookVerdict>> futures =
        checks.stream().map(check -> pool.submit(() -> one(check))).toList();
    List<NotebookVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < futures.size(); i++) {
      verdicts.add(result(futures.get(i), checks.get(i), pool));
    }
    pool.shutdown();
    return verdicts;
  }

  private NotebookVerdict result(
      Future<NotebookVerdict> future, NotebookCheck check, ExecutorService pool) {
    while (true) {
      try {
        return future.get();
      } catch (InterruptedException e) {
        interrupted = true; // Each runner stops its cell and hands over what it has.
        List<Runnable> neverStarted = pool.shutdownNow();
        neverStarted.forEach(task -> ((Future<?>) task).cancel(false));
      } catch (java.util.concurrent.CancellationException e) {
        return new NotebookVerdict(
            check.name(), check.expected(), check.source(), List.of(), List.of(), true);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException(check.name() + " could not be tested", e.getCause());
      }
    }
  }

  private NotebookVerdict one(NotebookCheck check) {
    NotebookVerdict verdict = check.run(listener);
    try {
      keep(check, verdict);
      return options.bless() ? blessed(check, verdict) : linted(verdict, check.expected());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be stored: %s; check that the folder can be written to"
              .formatted(check.name(), e.getMessage()),
          e);
    }
  }

  private void keep(NotebookCheck check, NotebookVerdict verdict) throws IOException {
    if (options.kept().isPresent()) {
      String name = check.name().replaceFirst("\\.ipynb", "").replaceAll("[^\\w.=+-]+", "_");
      verdict.executed().write(options.kept().get().resolve(name + ".executed.ipynb"));
    }
  }

  private NotebookVerdict blessed(NotebookCheck check, NotebookVerdict verdict) throws IOException {
    Optional<Path> written = store(check, verdict);
    if (written.isPresent()) {
      synchronized (blessed) {
        blessed.add(written.get());
      }
    }
    if (!mayBeBlessed(check, verdict)) {
      return linted(verdict, check.expected());
    }
    Notebook stored = Bless.of(check, verdict);
    List<CellVerdict> accepted = new ArrayList<>();
    for (CellVerdict cell : verdict.cells()) {
      accepted.add(cell.status() == Status.DIFFERS ? cell.accepted() : cell);
    }
    NotebookVerdict passed =
        new NotebookVerdict(
            verdict.name(), stored, verdict.executed(), accepted, verdict.problems(), true);
    return linted(passed, stored);
  }

  /**
   * Stores what a notebook shows now as what it is expected to show. A notebook in which a cell
   * failed stays as it is: what failed is never made the rule.
   *
   * @return the file that was written; empty where nothing differed or a cell failed
   * @throws IOException where the file cannot be written
   * @throws IllegalStateException where the environment says {@code CI=true}
   */
  public static Optional<Path> bless(NotebookCheck check, NotebookVerdict verdict)
      throws IOException {
    refuseOnBuildServer(System.getenv("CI"));
    return store(check, verdict);
  }

  private static Optional<Path> store(NotebookCheck check, NotebookVerdict verdict)
      throws IOException {
    if (!mayBeBlessed(check, verdict)) {
      return Optional.empty();
    }
    Notebook stored = Bless.of(check, verdict);
    Path target = check.target().orElseThrow();
    if (stored.isStoredIn(target)) {
      return Optional.empty();
    }
    stored.write(target);
    return Optional.of(target);
  }

  private static boolean mayBeBlessed(NotebookCheck check, NotebookVerdict verdict) {
    return verdict.kernelStarted()
        && verdict.count(Status.FAILED) == 0
        && verdict.count(Status.ABORTED) == 0
        && check.target().isPresent();
  }

  private NotebookVerdict linted(NotebookVerdict verdict, Notebook stored) {
    if (!options.lint() || !options.only().isEmpty()) {
      return verdict;
    }
    List<String> problems = new ArrayList<>(verdict.problems());
    problems.addAll(Lint.of(stored));
    return new NotebookVerdict(
        verdict.name(),
        verdict.stored(),
        verdict.executed(),
        verdict.cells(),
        problems,
        verdict.kernelStarted());
  }

  private void writeReports(TestResult result) {
    options.html().ifPresent(file -> write(file, DifferencePage.of(result)));
    options.junitXml().ifPresent(file -> write(file, JUnitXml.of(result)));
  }

  private static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "report %s cannot be written: %s; check that the folder can be written to"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
