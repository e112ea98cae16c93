package dev.trn3.kernel.session;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes steps later, one at a time, in a thread of its own. One that fails is said and taken again
 * a second later: nobody else would, and a cell run on.
 */
final class StepTimer implements AutoCloseable {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final ScheduledExecutorService thread;
  private volatile long busySince; // When it began what it does now; 0 for nothing.

  /** A timer that has nothing to do yet; its thread will have this name. */
  StepTimer(String name) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // Once closed, there is nothing left to stop.
    timer.setRemoveOnCancelPolicy(true); // Else each stays for its whole time, such as a day.
    thread = timer;
  }

  /** Takes a step after this time, unless it is cancelled before. */
  Future<?> after(Duration time, Runnable step) {
    return thread.schedule(() -> take(step), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** As {@link #after}; nothing cancels it. */
  void later(long millis, Runnable step) {
    var unused = after(Duration.ofMillis(millis), step);
  }

  /** Whether it has been taking one step for longer than this. */
  boolean hangsFor(Duration time) {
    long since = busySince;
    return since != 0 && System.nanoTime() - since > time.toNanos();
  }

  private void take(Runnable step) {
    busySince = System.nanoTime() | 1; // Never 0.
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      try { // There may be no memory for the sentence.
        var unused = after(AGAIN, step);
      } finally {
        System.err.println("A step of an interrupt failed: " + e);
      }
    } finally {
      busySince = 0;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
