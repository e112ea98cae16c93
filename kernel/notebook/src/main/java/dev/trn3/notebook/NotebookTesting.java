package dev.trn3.notebook;

import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookChecks;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.client.Succession;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
  private final List<Path> kept = new ArrayList<>();
  private Places places;
  private boolean interrupted;

  private NotebookTesting(TestOptions options, CheckListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /**
   * The notebooks and cells that these options choose, each notebook once.
   *
   * @throws dev.trn3.notebook.format.NotebookFormatException where a notebook cannot be read
   * @throws IllegalArgumentException where there is no notebook, or no cell is chosen
   */
  public static List<NotebookCheck> checks(TestOptions options) {
    Map<String, NotebookCheck> all = new LinkedHashMap<>();
    for (Path path : options.paths()) {
      List<NotebookCheck> found = NotebookChecks.in(path, options.kernels(), options.run());
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "there is no notebook in %s; put .ipynb files there, or name another folder"
                .formatted(path.toAbsolutePath().normalize()));
      }
      for (NotebookCheck check : found) {
        all.putIfAbsent(check.identity(), options.lax() ? check.laxly() : check);
      }
    }
    return Only.chosen(NotebookChecks.distinct(List.copyOf(all.values())), options.only());
  }

  /**
   * Runs the notebooks and compares them with what they hold.
   *
   * @throws dev.trn3.notebook.format.NotebookFormatException where a notebook cannot be read
   * @throws IllegalArgumentException where there is no notebook, no cell is chosen, or one that is
   *     to be blessed is write-protected
   * @throws BlessRefusedException where outputs are to be blessed and the environment says {@code
   *     CI=true}
   * @throws UncheckedIOException where a report or notebook cannot be written
   */
  public static TestResult run(TestOptions options, CheckListener listener) {
    return run(checks(options), options, listener);
  }

  /** As {@link #run(TestOptions, CheckListener)}, for checks that were chosen before. */
  public static TestResult run(
      List<NotebookCheck> checks, TestOptions options, CheckListener listener) {
    if (options.bless()) {
      refuseOnBuildServer(System.getenv("CI"));
    }
    return new NotebookTesting(options, listener).run(checks);
  }

  /** Blesses, unless the variable CI has the value true. */
  static TestResult blessAll(TestOptions options, CheckListener listener, String ci) {
    refuseOnBuildServer(ci);
    return new NotebookTesting(options.blessing(), listener).run(checks(options));
  }

  static void refuseOnBuildServer(String ci) {
    if ("true".equalsIgnoreCase(ci)) {
      throw new BlessRefusedException();
    }
  }

  private TestResult run(List<NotebookCheck> chosen) {
    long start = System.nanoTime();
    if (options.bless()) {
      chosen.forEach(NotebookTesting::requireWritable);
    }
    Optional<Memory> memory = options.changed().map(file -> Memory.read(file, options));
    List<NotebookCheck> checks = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    for (NotebookCheck check : chosen) {
      if (memory.isPresent() && memory.get().knows(check)) {
        unchanged.add(check.name());
        listener.unchanged(check);
      } else {
        checks.add(check);
      }
    }
    places = new Places(checks, options.paths());
    listener.starting(checks);
    try (Succession kernels = new Succession()) {
      List<NotebookVerdict> verdicts = runAll(checks, kernels);
      kernels.endFree(); // While what they showed is written down.
      memory.ifPresent(known -> known.remember(checks, verdicts));
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      TestResult result = new TestResult(verdicts, blessed, kept, unchanged, interrupted, elapsed);
      writeReports(result);
      return result;
    }
  }

  /** Before anything runs, so that nobody waits for what cannot be stored. */
  private static void requireWritable(NotebookCheck check) {
    Path target = check.target().orElseThrow();
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new IllegalArgumentException(
          target + " is write-protected; change its permissions, or test without --bless");
    }
  }

  private List<NotebookVerdict> runAll(List<NotebookCheck> checks, Succession kernels) {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.max(1, Math.min(options.parallel(), checks.size())));
    try (Endings endings = new Endings()) { // A kernel ends while the next one starts.
      List<Future<NotebookVerdict>> futures =
          checks.stream().map(check -> pool.submit(() -> one(check, kernels, endings))).toList();
      List<NotebookVerdict> verdicts = new ArrayList<>();
      for (int i = 0; i < futures.size(); i++) {
        verdicts.add(result(futures.get(i), checks.get(i), pool));
      }
      return verdicts;
    } finally {
      pool.shutdown();
    }
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
        return check.notReached("interrupted");
      } catch (ExecutionException e) {
        Throwable cause =
            e.getCause() instanceof CompletionException beside ? beside.getCause() : e.getCause();
        if (cause instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException(check.name() + " could not be tested", cause);
      }
    }
  }

  private NotebookVerdict one(NotebookCheck check, Succession kernels, Endings endings) {
    // The notebook is looked at while its kernel starts.
    CompletableFuture<List<String>> findings =
        CompletableFuture.supplyAsync(() -> options.bless() ? List.of() : findings(check));
    NotebookVerdict ran = check.run(listener, kernels, endings);
    try {
      NotebookVerdict verdict =
          options.bless() ? blessed(check, ran) : linted(ran, findings.join());
      keep(check, verdict);
      listener.finished(check, verdict);
      return verdict;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be stored: %s; check that the folder can be written to"
              .formatted(check.name(), e.getMessage()),
          e);
    }
  }

  private void keep(NotebookCheck check, NotebookVerdict verdict) throws IOException {
    if (options.kept().isEmpty()) {
      return;
    }
    TestOptions.Kept wish = options.kept().get();
    Path file = wish.folder().resolve(places.executed(check));
    boolean whole = verdict.passed() && verdict.count(Status.ABORTED) == 0;
    if (verdict.kernelStarted() && (!whole || wish.passed())) {
      verdict.executed().write(file);
      synchronized (kept) {
        kept.add(file);
      }
    } else {
      Files.deleteIfExists(file); // That of an earlier run.
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
      return linted(verdict, findings(check));
    }
    Notebook stored = Bless.of(check, verdict);
    List<CellVerdict> accepted = new ArrayList<>();
    for (CellVerdict cell : verdict.cells()) {
      accepted.add(cell.status() == Status.DIFFERS ? cell.accepted() : cell);
    }
    NotebookVerdict passed =
        new NotebookVerdict(
            verdict.name(),
            stored,
            verdict.executed(),
            accepted,
            List.of(), // That it ran twice and differed is no problem where that is accepted.
            true,
            verdict.kernel());
    return linted(passed, warned(check, Lint.of(stored)));
  }

  /**
   * Stores what a notebook shows now as what it is expected to show. One in which a cell failed
   * stays as it is: what failed is never made the rule.
   */
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

  private List<String> findings(NotebookCheck check) {
    if (!isLinted()) {
      return List.of();
    }
    return warned(
        check,
        check.isStored()
            ? Lint.of(check.expected())
            : Lint.beforeTheFirstRun(check.expected())); // A row of parameters that is new.
  }

  private static List<String> warned(NotebookCheck check, List<String> lints) {
    List<String> findings = new ArrayList<>(lints);
    check.options().parameters().warning(check.source()).ifPresent(findings::add);
    return findings;
  }

  private boolean isLinted() {
    return options.lint() && options.only().isEmpty();
  }

  private NotebookVerdict linted(NotebookVerdict verdict, List<String> findings) {
    if (!isLinted()) {
      return verdict;
    }
    return verdict.with(findings);
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
