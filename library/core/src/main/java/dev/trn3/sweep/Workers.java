package dev.trn3.sweep;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Threads that compute. Starting them takes about a millisecond, as long as some small jobs, so
 * they are kept for what the same thread asks for next, and end when that does not come soon. No
 * two threads share them: what is printed belongs to whoever started a thread.
 */
public final class Workers {

  private static final long KEPT_SECONDS = 5;

  /** As many as the JVM allows: those that wait for others are stood in for. */
  private static final int MOST = 0x7fff;

  /** The last ones only: however many threads ask, no more stay than one of them had. */
  private static final AtomicReference<Kept> KEPT = new AtomicReference<>();

  private record Kept(Thread asker, ForkJoinPool pool) {}

  private Workers() {}

  /** So many threads that nobody else has; to be given back when the work has ended. */
  public static ForkJoinPool take(int count) {
    Kept kept = KEPT.getAndSet(null);
    if (kept != null) {
      if (kept.asker == Thread.currentThread() && kept.pool.getParallelism() == count) {
        return kept.pool;
      }
      kept.pool.shutdown();
    }
    return new ForkJoinPool(
        count,
        ForkJoinPool.defaultForkJoinWorkerThreadFactory,
        null,
        false,
        0,
        MOST,
        1,
        null,
        KEPT_SECONDS,
        TimeUnit.SECONDS);
  }

  /**
   * Takes threads back, to be kept for what comes next.
   *
   * @param idle true if they have nothing left to do, and nobody interrupted their work; others end
   */
  public static void giveBack(ForkJoinPool pool, boolean idle) {
    if (!idle) {
      pool.shutdownNow();
      return;
    }
    Kept before = KEPT.getAndSet(new Kept(Thread.currentThread(), pool));
    if (before != null) {
      before.pool.shutdown();
    }
  }
}
