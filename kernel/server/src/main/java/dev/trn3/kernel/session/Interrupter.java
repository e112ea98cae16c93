package dev.trn3.kernel.session;

import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Stops what a cell runs: first by asking, then by force, at last by ending the worker.
 *
 * <p>At once the thread is interrupted, which ends sleeps, waits and questions. What takes note of
 * that is given half a second to show what it has so far, as a simulation does. What does not
 * listen has {@link dev.trn3.worker.Stop} thrown into it, again and again, since code that catches
 * everything may catch that too; what initialises a class is given some seconds to be done, and
 * then the same time to hear. A program whose output is awaited is ended. What is kept waiting for
 * a lock by another thread, or waits in native code, is left to its thread, which is followed until
 * it ends. What takes the processor in native code ends with its worker; only then are variables
 * lost.
 */
final class Interrupter implements AutoCloseable {

  private static final long FIRST_STOP_MILLIS = 100;
  private static final long NEXT_STOP_MILLIS = 40;
  private static final long FOLLOWING_MILLIS = 1_000;
  private static final long LEAVING_MILLIS = 5_000;
  private static final long ENDING_MILLIS = 1_000;
  private static final long INITIALISING_MILLIS = 3_000;
  private static final int LISTENING_LOOKS = 5;
  private static final int STOPS = 10;
  private static final int END_PROGRAM = 9;
  private static final int RETURN = 3;
  private static final int LOOK_FOR_LOCK = 7;
  private static final int LOCK_LOOKS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Duration patience;
  private final ScheduledExecutorService timer = timer("interrupts");
  private final ScheduledExecutorService watch = timer("interrupts that hang");
  private volatile long busySince; // When the timer began what it does now; 0 for nothing.

  Interrupter() {
    this(PATIENCE);
  }

  /**
   * One that ends the worker where its debugger does not answer in so much time, as where the
   * system has stopped it.
   */
  Interrupter(Duration patience) {
    this.patience = patience;
  }

  private static ScheduledExecutorService timer(String name) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // Once closed, there is nothing left to stop.
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

    /** Called again and again while the compiler is at work on it that is to be stopped. */
    void compiles();

    /** Called when the program that it waits for was ended. */
    void endedItsProgram();

    /** Called when only ending the worker was left. */
    void gaveUp();
  }

  /**
   * Stops the cell. Returns at once.
   *
   * @param letGo lets go on what a debugger holds
   */
  void interrupt(Running cell, Runnable letGo) {
    if (cell.runs()) {
      watch(cell);
      // A worker that takes nothing blocks the timer, not the caller.
      later(0, () -> begin(cell, letGo));
    }
  }

  private void begin(Running cell, Runnable letGo) {
    if (isWithoutWorker(cell)) {
      return;
    }
    try {
      letGo.run();
      cell.worker().tell(Kind.INTERRUPT, 0, Fields.none().number(cell.shell()));
    } finally {
      long end = FIRST_STOP_MILLIS + INITIALISING_MILLIS;
      long spares = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(end);
      later(FIRST_STOP_MILLIS, () -> look(cell, LISTENING_LOOKS, spares));
    }
  }

  /** Whether nothing is left to stop but the compiler, which is not in the worker; stops that. */
  private boolean isWithoutWorker(Running cell) {
    if (cell.runs() && cell.worker().isAlive()) {
      return false;
    }
    if (cell.runs()) {
      cell.compiles();
      later(NEXT_STOP_MILLIS, () -> isWithoutWorker(cell));
    }
    return true;
  }

  private void later(long millis, Runnable work) {
    timer.schedule(() -> timed(work), millis, TimeUnit.MILLISECONDS);
  }

  private void timed(Runnable work) {
    busySince = System.nanoTime() | 1; // Never 0.
    try {
      work.run();
    } catch (RuntimeException | Error e) { // The timer would say nothing, and the cell run on.
      System.err.println("A step of an interrupt failed: " + e);
      timer.schedule(() -> timed(work), FOLLOWING_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      busySince = 0;
    }
  }

  /** Ends the worker where the timer hangs, since nothing else would stop the cell any more. */
  private void watch(Running cell) {
    watch.schedule(() -> endIfItHangs(cell), patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void endIfItHangs(Running cell) {
    if (!cell.runs() || !cell.worker().isAlive()) {
      return;
    }
    long since = busySince;
    if (since != 0 && System.nanoTime() - since > patience.toNanos() / 2) {
      cell.gaveUp();
      cell.worker().kill();
    } else {
      watch(cell);
    }
  }

  /** Does something later, unless it is cancelled before. */
  Future<?> after(Duration time, Runnable work) {
    return timer.schedule(() -> timed(work), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits for a cell that has heard.
   *
   * @param spares until when what initialises a class is spared
   */
  private void look(Running cell, int left, long spares) {
    if (left > 0 && cell.runs() && cell.worker().isAlive() && Sight.of(cell).hasHeard()) {
      later(FIRST_STOP_MILLIS, () -> look(cell, left - 1, spares));
    } else {
      stop(cell, STOPS, spares);
    }
  }

  private void stop(Running cell, int left, long spares) {
    if (isWithoutWorker(cell)) {
      return;
    }
    if (!cell.worker().isAsked(cell.shell())) {
      // The compiler is at work; the cell ends by itself before its next statement, at the latest.
      cell.compiles();
      later(NEXT_STOP_MILLIS, () -> stop(cell, left, spares));
      return;
    }
    if (left == 0) {
      leaveOrEnd(cell, LOCK_LOOKS, null, spares);
      return;
    }
    Object lock = left == LOOK_FOR_LOCK ? Sight.of(cell).lockOfAnother(false) : null;
    if (lock != null) {
      later(NEXT_STOP_MILLIS, () -> awaitLock(cell, LOCK_LOOKS - 1, lock, spares));
      return;
    }
    List<ProcessHandle> programs = List.of();
    try {
      Debuggee debuggee = cell.worker().debuggee();
      if (left == END_PROGRAM) {
        programs = endProgram(cell);
      }
      boolean everywhere = System.nanoTime() - spares > 0;
      boolean reached =
          left == RETURN
              ? debuggee.returnFromCell(cell.serial(), everywhere)
              : debuggee.stopCell(cell.serial(), everywhere);
      if (!reached) {
        later(NEXT_STOP_MILLIS, () -> awaitInitialised(cell, LOCK_LOOKS, null, spares));
        return;
      }
      cell.worker().tell(Kind.RELEASE, 0, Fields.none());
    } catch (RuntimeException e) {
      System.err.println("A stop could not be delivered: " + e); // The next step is harder.
    }
    List<ProcessHandle> ending = programs;
    long force = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ENDING_MILLIS);
    Runnable next = () -> stop(cell, left - 1, spares);
    later(NEXT_STOP_MILLIS, () -> awaitEnd(cell, ending, force, next));
  }

  /** Asks the program that the cell waits for to end, and what that has started; gives them. */
  private static List<ProcessHandle> endProgram(Running cell) {
    Optional<ProcessHandle> program =
        cell.worker()
            .debuggee()
            .awaitedProgram(cell.serial())
            .filter(found -> AwaitedProgram.isOf(cell.worker(), found));
    if (program.isEmpty()) {
      return List.of();
    }
    cell.endedItsProgram();
    return AwaitedProgram.end(program.get());
  }

  /** Gives programs time to end as they wish, and goes on when they have, or have been made to. */
  private void awaitEnd(Running cell, List<ProcessHandle> programs, long force, Runnable next) {
    if (!cell.runs() || programs.stream().noneMatch(ProcessHandle::isAlive)) {
      next.run();
    } else if (System.nanoTime() - force < 0) {
      later(NEXT_STOP_MILLIS, () -> awaitEnd(cell, programs, force, next));
    } else {
      programs.forEach(ProcessHandle::destroyForcibly);
      later(NEXT_STOP_MILLIS, next);
    }
  }

  /**
   * Lets it come to where the interrupt is heard, which still stands, and begins again; leaves it
   * to its thread where that is kept waiting for the same lock at each look.
   *
   * @param before the lock it was seen waiting for; null at the first look
   */
  private void awaitInitialised(Running cell, int looks, Object before, long spares) {
    if (System.nanoTime() - spares > 0 || !Sight.of(cell).initialises()) {
      later(FIRST_STOP_MILLIS, () -> look(cell, LISTENING_LOOKS, spares));
      return;
    }
    Object lock = Sight.of(cell).lockOfAnother(false);
    if (lock == null || !lock.equals(before)) {
      later(NEXT_STOP_MILLIS, () -> awaitInitialised(cell, LOCK_LOOKS, lock, spares));
    } else if (looks > 1) {
      later(NEXT_STOP_MILLIS, () -> awaitInitialised(cell, looks - 1, lock, spares));
    } else {
      leaveToItsLock(cell, spares);
    }
  }

  /**
   * Leaves the cell to its thread where that is kept waiting for this lock at each look: all
   * further stops would be in vain. Goes on with them where it has moved on.
   */
  private void awaitLock(Running cell, int looks, Object lock, long spares) {
    if (!cell.runs() || !cell.worker().isAlive()) {
      return;
    }
    if (!lock.equals(Sight.of(cell).lockOfAnother(false))) {
      stop(cell, LOOK_FOR_LOCK - 1, spares);
    } else if (looks > 1) {
      later(NEXT_STOP_MILLIS, () -> awaitLock(cell, looks - 1, lock, spares));
    } else {
      leaveToItsLock(cell, spares);
    }
  }

  /**
   * Leaves the cell to its thread where that is kept waiting for the same lock at each look, or
   * waits in native code; ends the worker where it takes the processor there.
   *
   * @param before the lock it was seen waiting for; null at the first look
   */
  private void leaveOrEnd(Running cell, int looks, Object before, long spares) {
    if (!cell.runs() || !cell.worker().isAlive()) {
      return;
    }
    Object lock = Sight.of(cell).lockOfAnother(true);
    if (before != null && !before.equals(lock)) {
      stop(cell, RETURN, spares); // It has moved on and can be reached.
    } else if (lock == null) {
      leave(cell, true);
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LEAVING_MILLIS);
      Future<?> heard = cell.worker().heardAll();
      later(NEXT_STOP_MILLIS, () -> endUnlessLeft(cell, heard, until));
    } else if (looks > 1) {
      later(NEXT_STOP_MILLIS, () -> leaveOrEnd(cell, looks - 1, lock, spares));
    } else {
      leaveToItsLock(cell, spares);
    }
  }

  private void leaveToItsLock(Running cell, long spares) {
    leave(cell, false);
    later(FOLLOWING_MILLIS, () -> stop(cell, RETURN, spares)); // The worker may not agree.
  }

  private static void leave(Running cell, boolean inNativeCode) {
    Fields left = Fields.none().number(cell.shell()).number(cell.serial()).flag(inNativeCode);
    cell.worker().tell(Kind.ABANDON, 0, left);
  }

  /** Ends the worker that does not agree, or says nothing for long: a busy one may be slow. */
  private void endUnlessLeft(Running cell, Future<?> heard, long until) {
    boolean decided = heard.isDone() || System.nanoTime() - until > 0; // Before the cell is asked.
    if (!cell.runs() || !cell.worker().isAlive()) {
      return;
    }
    if (!decided) {
      later(NEXT_STOP_MILLIS, () -> endUnlessLeft(cell, heard, until));
    } else {
      cell.gaveUp();
      cell.worker().kill();
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
    long spared = spares;
    try {
      if (!worker.isAlive() || !worker.debuggee().isRunning(serial)) {
        return;
      }
      if (worker.debuggee().waits(serial)) {
        spared = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INITIALISING_MILLIS);
      } else {
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
    long until = spared;
    later(FOLLOWING_MILLIS, () -> follow(worker, serial, next, until));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    watch.shutdownNow();
  }
}
