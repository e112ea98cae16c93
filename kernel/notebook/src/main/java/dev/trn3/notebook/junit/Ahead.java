package dev.trn3.notebook.junit;

import dev.trn3.notebook.NotebookTesting;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.format.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs notebooks ahead of the tests that ask for their cells, several at once, so that tests which
 * JUnit reports one after the other need not wait for one kernel after the other. Nothing starts
 * before the first cell is asked for.
 */
final class Ahead implements AutoCloseable {

  private final List<NotebookCheck> checks;
  private final ExecutorService pool;
  private final AtomicBoolean started = new AtomicBoolean();
  private final Map<NotebookCheck, Map<String, CompletableFuture<CellVerdict>>> verdicts =
      new HashMap<>();

  Ahead(List<NotebookCheck> checks, int parallel) {
    this.checks = checks;
    this.pool =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(parallel, checks.size())),
            task -> {
              Thread thread = new Thread(task, "notebook runner");
              thread.setDaemon(true);
              return thread;
            });
    for (NotebookCheck check : checks) {
      Map<String, CompletableFuture<CellVerdict>> cells = new HashMap<>();
      check.cells().forEach(cell -> cells.put(cell.id(), new CompletableFuture<>()));
      verdicts.put(check, cells);
    }
  }

  /** Waits for the verdict on a cell. */
  CellVerdict verdict(NotebookCheck check, Cell cell) {
    if (started.compareAndSet(false, true)) {
      checks.forEach(each -> pool.execute(() -> run(each)));
    }
    try {
      return verdicts.get(check).get(cell.id()).join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          check.name() + ": " + e.getCause().getMessage(), e.getCause());
    }
  }

  private void run(NotebookCheck check) {
    Map<String, CompletableFuture<CellVerdict>> waiting = verdicts.get(check);
    try {
      NotebookVerdict verdict =
          check.run(
              new CheckListener() {
                @Override
                public void finished(NotebookCheck source, CellVerdict verdict) {
                  CompletableFuture<CellVerdict> future = waiting.get(verdict.cell().id());
                  boolean wait =
                      verdict.status() == CellVerdict.Status.ABORTED || Wish.ofThisBuild().bless();
                  if (future != null && !wait) {
                    future.complete(verdict);
                  }
                }
              });
      if (Wish.ofThisBuild().bless()) {
        bless(check, verdict);
      }
      finish(verdict, waiting);
    } catch (RuntimeException | Error e) {
      waiting.values().forEach(future -> future.completeExceptionally(e));
    }
  }

  private static void bless(NotebookCheck check, NotebookVerdict verdict) {
    try {
      NotebookTesting.bless(check, verdict)
          .ifPresent(file -> System.out.println("blessed " + file));
    } catch (IOException e) {
      throw new UncheckedIOException(check.name() + " cannot be blessed", e);
    }
  }

  /** A problem of the whole notebook is told by its first cell; the others are aborted. */
  private static void finish(
      NotebookVerdict verdict, Map<String, CompletableFuture<CellVerdict>> waiting) {
    boolean told = verdict.problems().isEmpty();
    for (CellVerdict cell : verdict.cells()) {
      CompletableFuture<CellVerdict> future = waiting.get(cell.cell().id());
      if (future == null) {
        continue;
      }
      boolean blessed = Wish.ofThisBuild().bless() && cell.status() == CellVerdict.Status.DIFFERS;
      CellVerdict settled = blessed ? cell.accepted() : cell;
      future.complete(told ? settled : failed(cell, verdict.problems()));
      told = true;
    }
  }

  private static CellVerdict failed(CellVerdict cell, List<String> problems) {
    return new CellVerdict(
        cell.notebook(),
        cell.cell(),
        cell.title(),
        CellVerdict.Status.FAILED,
        problems,
        cell.detail(),
        cell.shown(),
        cell.elapsed());
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
