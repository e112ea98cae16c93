package dev.trn3.notebook.client;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Time to leave in good order when the process is told to end, as by Ctrl-C.
 *
 * <p>While the work goes on, the end of the process interrupts its thread and waits up to ten
 * seconds until it is done; kernels are killed only after that. So what a notebook showed until
 * then can be stored:
 *
 * <pre>{@code
 * Termination.inGoodOrder(() -> {
 *   NotebookRun run = runner.run(notebook, listener);
 *   run.notebook().write(file);
 *   return run;
 * });
 * }</pre>
 */
public final class Termination {

  private static final int PATIENCE_SECONDS = 10;
  private static final Set<Termination> OPEN = ConcurrentHashMap.newKeySet();

  private final Thread thread = Thread.currentThread();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Termination() {
    OPEN.add(this);
    KernelProcess.reapAtEnd();
  }

  /**
   * Does the work on this thread and returns its result. When the process is told to end meanwhile,
   * the thread is interrupted and the work has ten seconds to finish.
   *
   * @throws Exception whatever the work throws
   */
  public static <T> T inGoodOrder(Callable<T> work) throws Exception {
    Termination open = new Termination();
    try {
      return work.call();
    } finally {
      OPEN.remove(open);
      open.closed.countDown();
    }
  }

  /** Interrupts the threads that asked for it and waits for them. */
  static void announce() {
    OPEN.forEach(open -> open.thread.interrupt());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (Termination open : OPEN) {
      try {
        boolean inTime = open.closed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (!inTime) {
          System.err.println("not everything could be stored within " + PATIENCE_SECONDS + " s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
