package dev.trn3.notebook;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The ends of kernels, which nobody waits for before all notebooks are through. */
final class Endings implements Executor, AutoCloseable {

  /** Kernels are killed where they do not end by themselves, so it never takes this long. */
  private static final int PATIENCE_SECONDS = 60;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "end of a kernel");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public void execute(Runnable end) {
    try {
      threads.execute(end);
    } catch (RejectedExecutionException e) {
      end.run(); // Of a notebook that still ran when another one could not be tested at all.
    }
  }

  /** Waits until all have ended, also on a thread that is interrupted, which stays so. */
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = Thread.interrupted();
    try {
      boolean unused = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true; // Whoever insists need not wait: what is left is killed with this JVM.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
