package dev.trn3.kernel.session;

import dev.trn3.kernel.debug.Unanswered;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Questions to the compiler, such as completions: none may keep cells waiting for long, nor a
 * processor busy for ever, and none waits for a cell on which the compiler is at work for ever.
 */
final class Asking {

  private static final long PATIENCE_MILLIS = 2_000;
  private static final long FIRST_LOOK_MILLIS = 1_000;
  private static final long NEXT_LOOK_MILLIS = 100;

  /** Of the processor, from the first look on: where that is busy, the clock says nothing. */
  private static final long ALLOWED_MILLIS = 2_000;

  private static final long ALLOWED_WHILE_OTHERS_WAIT_MILLIS = 300;

  private final CompilerTurn turn;
  private final Compilers compilers;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread thread = new Thread(work, "questions that take long");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicReference<Watch> asking = new AtomicReference<>();

  Asking(CompilerTurn turn, Compilers compilers) {
    this.turn = turn;
    this.compilers = compilers;
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(FIRST_LOOK_MILLIS, TimeUnit.MILLISECONDS);
    timer.allowCoreThreadTimeOut(true); // A former session's shall not stay.
  }

  /**
   * Answers a question in its turn.
   *
   * @throws Unanswered where the turn does not come soon, or the answer takes too long
   */
  <T> T during(Supplier<T> work) {
    return during(PATIENCE_MILLIS, work);
  }

  /**
   * As {@link #during(Supplier)}.
   *
   * @param millis how long it may wait for its turn
   */
  <T> T during(long millis, Supplier<T> work) {
    return turn.takeWithin(millis, () -> watched(() -> compilers.during(() -> answer(work))))
        .orElseThrow(
            () ->
                new Unanswered(
                    "the compiler is at work on a cell; ask again when that is done", null));
  }

  /** JShell takes whatever the compiler throws for having no answer. */
  private <T> T answer(Supplier<T> work) {
    T answer = work.get();
    if (compilers.isStopped()) {
      throw new Compilers.Stopped(null);
    }
    return answer;
  }

  private <T> T watched(Supplier<T> work) {
    Watch watch = new Watch(Thread.currentThread());
    if (!asking.compareAndSet(null, watch)) {
      return work.get(); // Part of a question.
    }
    Future<?> looking =
        timer.scheduleWithFixedDelay(
            watch, FIRST_LOOK_MILLIS, NEXT_LOOK_MILLIS, TimeUnit.MILLISECONDS);
    try {
      return work.get();
    } catch (Compilers.Stopped e) {
      throw new Unanswered("the compiler took too long over this; it was stopped", e);
    } finally {
      looking.cancel(false);
      watch.end();
      asking.set(null);
    }
  }

  /** Stops the question that is being answered, if there is one. */
  void stop() {
    Watch watch = asking.get();
    if (watch != null) {
      watch.stop();
    }
  }

  /** Looks at one question until it is answered. */
  private final class Watch implements Runnable {

    private final Thread thread;
    private long first;
    private boolean over;

    Watch(Thread thread) {
      this.thread = thread;
    }

    @Override
    public void run() {
      try {
        look();
      } catch (RuntimeException | Error e) { // Else nobody would look again, nor say so.
        say("Whether a question takes too long is not known: ", e);
      }
    }

    /** Where there is no memory for the sentence, the next look matters more. */
    private static void say(String what, Throwable e) {
      try {
        System.err.println(what + e);
      } catch (OutOfMemoryError none) {
        // As it is with the next sentence.
      }
    }

    private void look() {
      long used = used();
      if (first == 0) {
        first = used | 1; // Never 0.
      }
      long allowed = turn.isWaitedFor() ? ALLOWED_WHILE_OTHERS_WAIT_MILLIS : ALLOWED_MILLIS;
      if (used - first > TimeUnit.MILLISECONDS.toNanos(allowed)) {
        stop();
      }
    }

    /** Its thread may ask the next one at once, which is not to be stopped. */
    synchronized void end() {
      over = true;
    }

    synchronized void stop() {
      if (!over) {
        compilers.stop(thread);
      }
    }

    /** How long it has had a processor; on the clock where this JVM does not count that. */
    private long used() {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long nanos =
          threads.isThreadCpuTimeSupported() ? threads.getThreadCpuTime(thread.getId()) : -1;
      return nanos < 0 ? System.nanoTime() : nanos;
    }
  }
}
