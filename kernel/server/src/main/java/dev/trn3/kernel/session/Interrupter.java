package dev.trn3.kernel.session;

import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Stops what a cell runs: first by asking, then by force, at last by ending the worker.
 *
 * <p>At once the thread is interrupted, which ends sleeps, waits and questions. What takes note of
 * that is given half a second to show what it has so far, as a simulation does. What does not
 * listen has {@link dev.trn3.worker.Stop} thrown into it, again and again, since code that catches
 * everything may catch that too; what initialises a class is given some seconds to be done, and
 * then the same time to hear. What is kept waiting for a lock by another thread is left to its
 * thread, which is followed until it ends. What stands in native code, such as a program whose
 * output is awaited, ends with its worker; only then are variables lost.
 */
final class Interrupter implements AutoCloseable {

  private static final long FIRST_STOP_MILLIS = 100;
  private static final long NEXT_STOP_MILLIS = 40;
  private static final long FOLLOWING_MILLIS = 1_000;
  private static final long INITIALISING_MILLIS = 3_000;
  private static final int LISTENING_LOOKS = 5;
  private static final int STOPS = 10;
  private static final int RETURN = 3;
  private static final int LOCK_LOOKS = 3;

  private final ScheduledExecutorService timer = timer();

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "interrupts");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true); // Else each stays for its whole time, such as a day.
    return timer;
  }

  /** A cell that runs. */
  interface Running {

    /** Whether it still does. */
    boolean runs();

    /** The shell whose cell it is. */
    int shell();

    /** Its serial. */
    int serial();

    /** Its worker. */
    WorkerProcess worker();

    /** Called when only ending the worker was left. */
    void gaveUp();
  }

  /** Stops the cell. Returns at once. */
  void interrupt(Running cell) {
    if (cell.runs() && cell.worker().isAlive()) {
      cell.worker().tell(Kind.INTERRUPT, 0, Fields.none().number(cell.shell()));
      long end = FIRST_STOP_MILLIS + INITIALISING_MILLIS;
      long spares = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(end);
      later(FIRST_STOP_MILLIS, () -> look(cell, LISTENING_LOOKS, spares));
    }
  }

  private void later(long millis, Runnable work) {
    timer.schedule(work, millis, TimeUnit.MILLISECONDS);
  }

  /** Does something later, unless it is cancelled before. */
  Future<?> after(Duration time, Runnable work) {
    return timer.schedule(work, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits for a cell that has heard.
   *
   * @param spares until when what initialises a class is spared
   */
  private void look(Running cell, int left, long spares) {
    if (left > 0 && cell.runs() && cell.worker().isAlive() && hasHeard(cell)) {
      later(FIRST_STOP_MILLIS, () -> look(cell, left - 1, spares));
    } else {
      stop(cell, STOPS, spares);
    }
  }

  private static boolean hasHeard(Running cell) {
    try {
      return cell.worker().debuggee().hasHeard(cell.serial());
    } catch (RuntimeException e) {
      System.err.println("Whether a cell heard its interrupt is not known: " + e);
      return false;
    }
  }

  private void stop(Running cell, int left, long spares) {
    if (!cell.runs() || !cell.worker().isAlive()) {
      return;
    }
    if (!cell.worker().isAsked(cell.shell())) {
      // The compiler is at work; the cell ends by itself before its next statement.
      later(NEXT_STOP_MILLIS, () -> stop(cell, left, spares));
      return;
    }
    if (left == 0) {
      leaveOrEnd(cell, LOCK_LOOKS, null, spares);
      return;
    }
    try {
      Debuggee debuggee = cell.worker().debuggee();
      boolean everywhere = System.nanoTime() - spares > 0;
      boolean reached =
          left == RETURN
              ? debuggee.returnFromCell(cell.serial(), everywhere)
              : debuggee.stopCell(cell.serial(), everywhere);
      if (!reached) {
        later(NEXT_STOP_MILLIS, () -> awaitInitialised(cell, spares));
        return;
      }
      cell.worker().tell(Kind.RELEASE, 0, Fields.none());
    } catch (RuntimeException e) {
      System.err.println("A stop could not be delivered: " + e); // The next step is harder.
    }
    later(NEXT_STOP_MILLIS, () -> stop(cell, left - 1, spares));
  }

  /** Lets it come to where the interrupt is heard, which still stands, and begins again. */
  private void awaitInitialised(Running cell, long spares) {
    boolean waits = System.nanoTime() - spares < 0 && initialises(cell);
    later(
        waits ? NEXT_STOP_MILLIS : FIRST_STOP_MILLIS,
        waits ? () -> awaitInitialised(cell, spares) : () -> look(cell, LISTENING_LOOKS, spares));
  }

  private static boolean initialises(Running cell) {
    try {
      return cell.worker().debuggee().initialises(cell.serial());
    } catch (RuntimeException e) {
      System.err.println("Whether a cell initialises a class is not known: " + e);
      return false;
    }
  }

  /**
   * Leaves the cell to its thread where that is kept waiting for the same lock at each look; ends
   * the worker where it waits for none.
   *
   * @param before the lock it was seen waiting for; null at the first look
   */
  private void leaveOrEnd(Running cell, int looks, Object before, long spares) {
    if (!cell.runs() || !cell.worker().isAlive()) {
      return;
    }
    Object lock = stopAtLock(cell);
    if (before != null && !before.equals(lock)) {
      stop(cell, RETURN, spares); // It has moved on and can be reached.
    } else if (lock == null) {
      cell.gaveUp();
      cell.worker().kill();
    } else if (looks > 1) {
      later(NEXT_STOP_MILLIS, () -> leaveOrEnd(cell, looks - 1, lock, spares));
    } else {
      Fields left = Fields.none().number(cell.shell()).number(cell.serial());
      cell.worker().tell(Kind.ABANDON, 0, left);
      later(FOLLOWING_MILLIS, () -> stop(cell, RETURN, spares)); // The worker may not agree.
    }
  }

  private static Object stopAtLock(Running cell) {
    try {
      return cell.worker().debuggee().stopAtLock(cell.serial()).orElse(null);
    } catch (RuntimeException e) {
      System.err.println("Whether a cell waits for a lock is not known: " + e);
      return null;
    }
  }

  /**
   * Stops, as soon as it gets its lock, the thread to which a cell was left, and looks again until
   * it has ended: it may catch the stop that awaits it there.
   */
  void follow(WorkerProcess worker, int serial) {
    long spares = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INITIALISING_MILLIS);
    later(FOLLOWING_MILLIS, () -> follow(worker, serial, false, spares));
  }

  private void follow(WorkerProcess worker, int serial, boolean wasStopped, long spares) {
    boolean stopped = wasStopped;
    try {
      if (!worker.isAlive() || !worker.debuggee().isRunning(serial)) {
        return;
      }
      if (!worker.debuggee().waitsForLock(serial)) {
        boolean everywhere = System.nanoTime() - spares > 0;
        stopped =
            wasStopped
                ? !worker.debuggee().returnFromCell(serial, everywhere)
                : worker.debuggee().stopCell(serial, everywhere);
        worker.tell(Kind.RELEASE, 0, Fields.none());
      }
    } catch (RuntimeException e) {
      System.err.println("A thread that was left could not be stopped: " + e);
    }
    boolean next = stopped;
    later(FOLLOWING_MILLIS, () -> follow(worker, serial, next, spares));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
