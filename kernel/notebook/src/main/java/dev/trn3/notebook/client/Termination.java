package dev.trn3.notebook.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Time to leave in good order when the process is told to end, as by Ctrl-C.
 *
 * <p>While one of these is open, the end of the process interrupts its thread and waits up to ten
 * seconds until it is closed; kernels are killed only after that. So what a notebook showed until
 * then can be stored:
 *
 * <pre>{@code
 * try (Termination inGoodOrder = Termination.interruptsThisThread()) {
 *   NotebookRun run = runner.run(notebook, listener);
 *   run.notebook().write(file);
 * }
 * }</pre>
 */
public final class Termination implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 10;
  private static final Set<Termination> OPEN = ConcurrentHashMap.newKeySet();

  private final Thread thread = Thread.currentThread();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Termination() {
    OPEN.add(this);
    KernelProcess.reapAtEnd();
  }

  /** From now on the end of the process interrupts the current thread first. */
  public static Termination interruptsThisThread() {
    return new Termination();
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

  @Override
  public void close() {
    OPEN.remove(this);
    closed.countDown();
  }
}
