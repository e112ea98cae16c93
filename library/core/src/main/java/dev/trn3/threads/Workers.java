package dev.trn3.threads;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

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

  /**
   * What comes of each number from 0, in order. All processors of this machine take one after the
   * other; nothing more is begun once one has failed, or the thread that asked is interrupted.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static <R> List<R> each(int count, IntFunction<R> work) throws InterruptedException {
    int processors = Runtime.getRuntime().availableProcessors();
    AtomicReferenceArray<R> results = new AtomicReferenceArray<>(count);
    AtomicInteger begun = new AtomicInteger();
    ForkJoinPool pool = take(processors);
    boolean done = false;
    try {
      // Of the pool itself it asks tasks of the pool's kind, which give copies of what they throw.
      @SuppressWarnings("UnnecessaryMethodReference")
      CompletionService<Void> all = new ExecutorCompletionService<>(pool::execute);
      for (int i = 0; i < processors; i++) {
        all.submit(
            () -> {
              for (int at = begun.getAndIncrement();
                  at < count && !pool.isShutdown();
                  at = begun.getAndIncrement()) {
                results.set(at, work.apply(at));
              }
            },
            null);
      }
      for (int i = 0; i < processors; i++) {
        all.take().get(); // Whichever ends first, so that one that broke off is seen at once.
      }
      done = true;
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } finally {
      giveBack(pool, done);
    }
    return IntStream.range(0, count).mapToObj(results::get).toList();
  }

  /** The very one that broke off, with the trace of where. */
  private static RuntimeException thrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(cause);
  }

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
