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
 * everything may catch that too; what initialises a class is given some seconds to be done. What
 * waits for a lock that another thread keeps is left to its thread, which a stop awaits when it
 * gets the lock. What stands in native code, such as a program whose output is awaited, ends with
 * its worker; only then are variables lost.
 */
final class Interrupter implements AutoCloseable {

  private static final long FIRST_STOP_MILLIS = 100;
  private static final long NEXT_STOP_MILLIS = 40;
  private static final int LISTENING_LOOKS = 5;
  private static final int STOPS = 10;
  private static final int ABANDON = 7;
  private static final int RETURN = 3;
  private static final int INITIALISING_LOOKS = 10;
  private static final long INITIALISED_MILLIS = 300; // To come to where an interrupt is heard.

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

    /** Called when it was left to a thread that waits for a lock. */
    void abandoned();
  }

  /** Stops the cell. Returns at once. */
  void interrupt(Running cell) {
    if (cell.runs() && cell.worker().isAlive()) {
      cell.worker().tell(Kind.INTERRUPT, 0, Fields.none().number(cell.shell()));
      timer.schedule(() -> look(cell, LISTENING_LOOKS), FIRST_STOP_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Does something later, unless it is cancelled before. */
  Future<?> after(Duration time, Runnable work) {
    return timer.schedule(work, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void look(Running cell, int left) {
    if (left > 0 && cell.runs() && cell.worker().isAlive() && hasHeard(cell)) {
      timer.schedule(() -> look(cell, left - 1), FIRST_STOP_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      stop(cell, STOPS, INITIALISING_LOOKS);
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

  private void stop(Running cell, int left, int sparing) {
    if (!cell.runs() || !cell.worker().isAlive()) {
      return;
    }
    if (!cell.worker().isAsked(cell.shell())) {
      // The compiler is at work; the cell ends by itself before its next statement.
      timer.schedule(() -> stop(cell, left, sparing), NEXT_STOP_MILLIS, TimeUnit.MILLISECONDS);
      return;
    }
    if (left == 0) {
      cell.gaveUp();
      cell.worker().kill();
      return;
    }
    try {
      if (left <= ABANDON && cell.worker().debuggee().waitsForLock(cell.serial())) {
        cell.abandoned();
        Fields abandoned = Fields.none().number(cell.shell()).number(cell.serial());
        cell.worker().tell(Kind.ABANDON, 0, abandoned);
      } else if (left == RETURN) {
        cell.worker().debuggee().returnFromCell(cell.serial());
      } else {
        if (!cell.worker().debuggee().stopCell(cell.serial(), sparing == 0)) {
          timer.schedule(
              () -> stop(cell, left, sparing - 1), INITIALISED_MILLIS, TimeUnit.MILLISECONDS);
          return;
        }
        cell.worker().tell(Kind.RELEASE, 0, Fields.none());
      }
    } catch (RuntimeException e) {
      System.err.println("A stop could not be delivered: " + e); // The next step is harder.
    }
    timer.schedule(() -> stop(cell, left - 1, sparing), NEXT_STOP_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
