package dev.trn3.notebook;

import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookChecks;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.client.Succession;
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
  private final Linting linting;
  private final Blessing blessing;
  private final List<Path> kept = new ArrayList<>();
  private Places places;
  private boolean interrupted;

  private NotebookTesting(TestOptions options, CheckListener listener) {
    this.options = options;
    this.listener = listener;
    this.linting = Linting.as(options);
    this.blessing = new Blessing(linting);
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
      chosen.forEach(Blessing::requireWritable);
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
      TestResult result =
          new TestResult(verdicts, blessing.written(), kept, unchanged, interrupted, elapsed);
      writeReports(result);
      return result;
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
    CompletableFuture<List<String>> found =
        CompletableFuture.supplyAsync(() -> options.bless() ? List.of() : linting.findings(check));
    NotebookVerdict ran = check.run(listener, kernels, endings);
    try {
      NotebookVerdict verdict =
          options.bless() ? blessing.bless(check, ran) : ran.with(found.join());
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
