package dev.trn3.sweep;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * Threads that compute. Starting them takes about a millisecond, as long as some small jobs, so
 * they are kept for what the same thread asks for next, and end when that does not come soon. No
 * two threads share them: what is printed belongs to whoever started a thread.
 */
public final class Workers {

  private static final long KEPT_SECONDS = 5;

  /** As many as the JVM allows: those that wait for others are stood in for. */
  private static final int MOST = 0x7fff;

  private static final ThreadLocal<ForkJoinPool> KEPT = new ThreadLocal<>();

  private Workers() {}

  /** So many threads that nobody else has; to be kept or shut down when the work has ended. */
  public static ForkJoinPool take(int count) {
    ForkJoinPool kept = KEPT.get();
    KEPT.remove();
    if (kept != null && kept.getParallelism() == count) {
      return kept;
    }
    if (kept != null) {
      kept.shutdown();
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

  /** Keeps threads that have nothing left to do, and whose work nobody interrupted. */
  public static void keep(ForkJoinPool pool) {
    ForkJoinPool other = KEPT.get();
    if (other != null) {
      other.shutdown();
    }
    KEPT.set(pool);
  }
}
