package dev.trn3.kernel.session;

import dev.trn3.kernel.session.Interrupter.Running;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The steps by which one cell is stopped: first by asking, then by force, at last by ending the
 * worker.
 *
 * <p>At once the thread is interrupted, which ends sleeps, waits and questions. What takes note of
 * that is given half a second to show what it has so far, as a simulation does. What does not
 * listen has {@link dev.trn3.worker.Stop} thrown into it, again and again, since code that catches
 * everything may catch that too; what initialises a class is given some seconds to be done, and
 * then the same time to hear. A program whose output is awaited is ended. What is kept waiting for
 * a lock by another thread, or waits in native code, is left to its thread, see {@link LeftThread}.
 * What takes the processor in native code ends with its worker; only then are variables lost.
 */
final class Escalation {

  /** How long what initialises a class, which broken off could never be used again, is spared. */
  static final long INITIALISING_MILLIS = 3_000;

  private static final long FIRST_STOP_MILLIS = 100;
  private static final long NEXT_STOP_MILLIS = 40;
  private static final long DISAGREEING_MILLIS = 1_000;
  private static final long LEAVING_MILLIS = 5_000;
  private static final long ENDING_MILLIS = 1_000;
  private static final int LISTENING_LOOKS = 5;
  private static final int STOPS = 10;
  private static final int END_PROGRAM = 9;
  private static final int RETURN = 3;
  private static final int LOOK_FOR_LOCK = 7;
  private static final int LOCK_LOOKS = 3;

  private final Running cell;
  private final StepTimer timer;
  private long spares; // Until when what initialises a class is spared.

  Escalation(Running cell, StepTimer timer) {
    this.cell = cell;
    this.timer = timer;
  }

  /**
   * Takes the first step, and the others later. Returns at once: a worker that takes nothing blocks
   * the timer, not the caller.
   *
   * @param letGo lets go on what a debugger holds
   */
  void begin(Runnable letGo) {
    timer.later(0, () -> ask(letGo));
  }

  private void ask(Runnable letGo) {
    if (isWithoutWorker()) {
      return;
    }
    try {
      letGo.run();
      cell.worker().tell(Kind.INTERRUPT, 0, Fields.none().number(cell.shell()));
    } finally {
      spares = in(FIRST_STOP_MILLIS + INITIALISING_MILLIS);
      timer.later(FIRST_STOP_MILLIS, () -> look(LISTENING_LOOKS));
    }
  }

  private static long in(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static boolean isOver(long time) {
    return System.nanoTime() - time > 0;
  }

  private boolean isStillThere() {
    return cell.runs() && cell.worker().isAlive();
  }

  /** Whether nothing is left to stop but the compiler, which is not in the worker; stops that. */
  private boolean isWithoutWorker() {
    if (isStillThere()) {
      return false;
    }
    if (cell.runs()) {
      cell.compiles();
      timer.later(NEXT_STOP_MILLIS, this::isWithoutWorker);
    }
    return true;
  }

  /** Waits for a cell that has heard. */
  private void look(int left) {
    if (left > 0 && isStillThere() && Sight.of(cell).hasHeard()) {
      timer.later(FIRST_STOP_MILLIS, () -> look(left - 1));
    } else {
      stop(STOPS);
    }
  }

  private void stop(int left) {
    if (isWithoutWorker()) {
      return;
    }
    if (!cell.worker().isAsked(cell.shell())) {
      // The compiler is at work; the cell ends by itself before its next statement, at the latest.
      cell.compiles();
      timer.later(NEXT_STOP_MILLIS, () -> stop(left));
      return;
    }
    if (left == 0) {
      leaveOrEnd(LOCK_LOOKS, null);
      return;
    }
    Object lock = left == LOOK_FOR_LOCK ? Sight.of(cell).lockOfAnother(false) : null;
    if (lock != null) {
      timer.later(NEXT_STOP_MILLIS, () -> awaitLock(LOCK_LOOKS - 1, lock));
      return;
    }
    force(left);
  }

  private void force(int left) {
    List<ProcessHandle> programs = List.of();
    try {
      if (left == END_PROGRAM) {
        programs = endProgram();
      }
      if (!reached(left)) {
        timer.later(NEXT_STOP_MILLIS, () -> awaitInitialised(LOCK_LOOKS, null));
        return;
      }
      cell.worker().tell(Kind.RELEASE, 0, Fields.none());
    } catch (RuntimeException e) {
      System.err.println("A stop could not be delivered: " + e); // The next step is harder.
    }
    List<ProcessHandle> ending = programs;
    long force = in(ENDING_MILLIS);
    timer.later(NEXT_STOP_MILLIS, () -> awaitEnd(ending, force, () -> stop(left - 1)));
  }

  private boolean reached(int left) {
    DebuggedCell debugged = cell.worker().debuggee().cell(cell.serial());
    return left <= RETURN ? debugged.returnFrom(isOver(spares)) : debugged.stop(isOver(spares));
  }

  /** Asks the program that the cell waits for to end, and what that has started; gives them. */
  private List<ProcessHandle> endProgram() {
    Optional<ProcessHandle> program =
        cell.worker()
            .debuggee()
            .cell(cell.serial())
            .awaitedProgram()
            .filter(found -> AwaitedProgram.isOf(cell.worker(), found));
    if (program.isEmpty()) {
      return List.of();
    }
    cell.endedItsProgram();
    return AwaitedProgram.end(program.get());
  }

  /** Gives programs time to end as they wish, and goes on when they have, or have been made to. */
  private void awaitEnd(List<ProcessHandle> programs, long force, Runnable next) {
    if (!cell.runs() || programs.stream().noneMatch(ProcessHandle::isAlive)) {
      next.run();
    } else if (!isOver(force)) {
      timer.later(NEXT_STOP_MILLIS, () -> awaitEnd(programs, force, next));
    } else {
      programs.forEach(ProcessHandle::destroyForcibly);
      timer.later(NEXT_STOP_MILLIS, next);
    }
  }

  /**
   * Lets it come to where the interrupt is heard, which still stands, and begins again; leaves it
   * to its thread where that is kept waiting for the same lock at each look.
   *
   * @param before the lock it was seen waiting for; null at the first look
   */
  private void awaitInitialised(int looks, Object before) {
    if (isOver(spares) || !Sight.of(cell).initialises()) {
      timer.later(FIRST_STOP_MILLIS, () -> look(LISTENING_LOOKS));
      return;
    }
    Object lock = Sight.of(cell).lockOfAnother(false);
    if (lock == null || !lock.equals(before)) {
      timer.later(NEXT_STOP_MILLIS, () -> awaitInitialised(LOCK_LOOKS, lock));
    } else if (looks > 1) {
      timer.later(NEXT_STOP_MILLIS, () -> awaitInitialised(looks - 1, lock));
    } else {
      leaveToItsLock();
    }
  }

  /**
   * Leaves the cell to its thread where that is kept waiting for this lock at each look: all
   * further stops would be in vain. Goes on with them where it has moved on.
   */
  private void awaitLock(int looks, Object lock) {
    if (!isStillThere()) {
      return;
    }
    if (!lock.equals(Sight.of(cell).lockOfAnother(false))) {
      stop(LOOK_FOR_LOCK - 1);
    } else if (looks > 1) {
      timer.later(NEXT_STOP_MILLIS, () -> awaitLock(looks - 1, lock));
    } else {
      leaveToItsLock();
    }
  }

  /**
   * Leaves the cell to its thread where that is kept waiting for the same lock at each look, or
   * waits in native code; ends the worker where it takes the processor there.
   *
   * @param before the lock it was seen waiting for; null at the first look
   */
  private void leaveOrEnd(int looks, Object before) {
    if (!isStillThere()) {
      return;
    }
    Object lock = Sight.of(cell).lockOfAnother(true);
    if (before != null && !before.equals(lock)) {
      stop(RETURN); // It has moved on and can be reached.
    } else if (lock == null) {
      leave(true);
      long until = in(LEAVING_MILLIS);
      Future<?> heard = cell.worker().heardAll();
      timer.later(NEXT_STOP_MILLIS, () -> endUnlessLeft(heard, until));
    } else if (looks > 1) {
      timer.later(NEXT_STOP_MILLIS, () -> leaveOrEnd(looks - 1, lock));
    } else {
      leaveToItsLock();
    }
  }

  private void leaveToItsLock() {
    leave(false);
    timer.later(DISAGREEING_MILLIS, () -> stop(RETURN)); // The worker may not agree.
  }

  private void leave(boolean inNativeCode) {
    Fields left = Fields.none().number(cell.shell()).number(cell.serial()).flag(inNativeCode);
    cell.worker().tell(Kind.ABANDON, 0, left);
  }

  /** Ends the worker that does not agree, or says nothing for long: a busy one may be slow. */
  private void endUnlessLeft(Future<?> heard, long until) {
    boolean decided = heard.isDone() || isOver(until); // Before the cell is asked.
    if (!isStillThere()) {
      return;
    }
    if (!decided) {
      timer.later(NEXT_STOP_MILLIS, () -> endUnlessLeft(heard, until));
    } else {
      cell.gaveUp();
      cell.worker().kill();
    }
  }
}
