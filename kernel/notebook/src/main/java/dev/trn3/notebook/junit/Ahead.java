package dev.trn3.notebook.junit;

import dev.trn3.notebook.NotebookTesting;
import dev.trn3.notebook.TestOptions;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.client.Termination;
import dev.trn3.notebook.format.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.opentest4j.TestAbortedException;

/**
 * Runs notebooks ahead of the tests that ask for their cells, several at once, so that tests which
 * JUnit reports one after the other need not wait for one kernel after the other. Nothing starts
 * before the first cell is asked for.
 */
final class Ahead implements AutoCloseable {

  private final List<NotebookCheck> checks;
  private final TestOptions options;
  private final Map<NotebookCheck, Verdicts> verdicts = new HashMap<>();
  private Thread runner;

  /** What is known about a notebook, or will be. */
  private static final class Verdicts {
    private final Map<String, CompletableFuture<CellVerdict>> cells = new HashMap<>();
    private final CompletableFuture<NotebookVerdict> notebook = new CompletableFuture<>();

    private void tell(CellVerdict verdict) {
      CompletableFuture<CellVerdict> waiting = cells.get(verdict.cell().id());
      if (waiting != null) {
        waiting.complete(verdict);
      }
    }

    private void fail(Throwable cause) {
      cells.values().forEach(waiting -> waiting.completeExceptionally(cause));
      notebook.completeExceptionally(cause);
    }
  }

  Ahead(List<NotebookCheck> checks, TestOptions options) {
    this.checks = checks;
    this.options = options;
    for (NotebookCheck check : checks) {
      Verdicts waiting = new Verdicts();
      check.cells().forEach(cell -> waiting.cells.put(cell.id(), new CompletableFuture<>()));
      verdicts.put(check, waiting);
    }
  }

  /** Waits for the verdict on a cell. */
  CellVerdict verdict(NotebookCheck check, Cell cell) {
    return await(check, verdicts.get(check).cells.get(cell.id()));
  }

  /** Waits for the verdict on a notebook. */
  NotebookVerdict verdict(NotebookCheck check) {
    return await(check, verdicts.get(check).notebook);
  }

  private <T> T await(NotebookCheck check, CompletableFuture<T> verdict) {
    start();
    try {
      return verdict.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TestAbortedException leftOut) {
        throw leftOut;
      }
      throw new IllegalStateException(
          check.name() + ": " + e.getCause().getMessage(), e.getCause());
    }
  }

  private synchronized void start() {
    if (runner == null) {
      runner = new Thread(this::run, "notebooks");
      runner.setDaemon(true);
      runner.start();
    }
  }

  private void run() {
    try {
      Termination.inGoodOrder(() -> NotebookTesting.run(checks, options, new Telling()))
          .blessed()
          .forEach(file -> System.out.println("blessed " + file));
    } catch (Exception | Error e) {
      verdicts.values().forEach(waiting -> waiting.fail(e));
    }
  }

  private final class Telling implements CheckListener {

    @Override
    public void unchanged(NotebookCheck check) {
      verdicts
          .get(check)
          .fail(new TestAbortedException(check.name() + " passed before and is unchanged"));
    }

    @Override
    public void finished(NotebookCheck check, CellVerdict verdict) {
      if (!options.bless()) { // Whether it can be blessed is known at the end.
        verdicts.get(check).tell(verdict);
      }
    }

    @Override
    public void finished(NotebookCheck check, NotebookVerdict verdict) {
      Verdicts waiting = verdicts.get(check);
      verdict.cells().forEach(waiting::tell);
      waiting.notebook.complete(verdict);
    }
  }

  /** Ends what nobody asked for, and waits until the reports are written. */
  @Override
  public synchronized void close() {
    if (runner == null) {
      return;
    }
    if (!verdicts.values().stream().allMatch(each -> each.notebook.isDone())) {
      runner.interrupt();
    }
    try {
      runner.join();
    } catch (InterruptedException e) {
      runner.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
