package dev.trn3.kernel.session;

import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import dev.trn3.kernel.session.DebuggedThread.Place;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A cell that a worker runs, seen through the debugger interface: what its code does, in the
 * shell's thread or in one that was left, and how that is ended. Of one that has ended meanwhile,
 * also with its worker, nothing is seen, and nothing is left to end.
 */
final class DebuggedCell {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Debuggee debuggee;
  private final int serial;

  DebuggedCell(Debuggee debuggee, int serial) {
    this.debuggee = debuggee;
    this.serial = serial;
  }

  /**
   * Throws the worker's {@link dev.trn3.worker.Stop} into the thread that runs cells, if it runs
   * code of this cell: anywhere else it would do harm.
   *
   * @param everywhere false to spare a thread that initialises a class, which broken off could
   *     never be used again
   * @return false if it was spared
   */
  boolean stop(boolean everywhere) {
    return stop(everywhere, each -> true);
  }

  private boolean stop(boolean everywhere, Predicate<DebuggedThread> which) {
    return seen(
        true,
        () -> {
          Optional<Boolean> reached = tryToStop(everywhere, which);
          while (reached.isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS);
            reached = tryToStop(everywhere, which);
          }
          return reached.get();
        });
  }

  /**
   * Has the JVM tell of exceptions again, where it did before a stop: to be called when the cell
   * has ended.
   */
  void tellOfExceptionsAgain() {
    seen(
        true,
        () -> {
          debuggee.exceptionTellers().restore();
          return true;
        });
  }

  /** False if it was spared, and empty if a stop would end the JVM at this moment. */
  private Optional<Boolean> tryToStop(boolean everywhere, Predicate<DebuggedThread> which) {
    return suspended(
        running -> {
          List<DebuggedThread> all =
              running.filter(each -> !each.isHeldByAnEvent()).filter(which).toList();
          if (!everywhere && all.stream().anyMatch(DebuggedThread::initialises)) {
            return Optional.of(false);
          }
          if (mayTellOfAnException(all)) {
            return Optional.empty();
          }
          for (DebuggedThread each : all) {
            new Release(machine()).noteWhatItWaitsFor(each.thread());
            each.stop(now());
          }
          return Optional.of(true);
        });
  }

  private boolean mayTellOfAnException(List<DebuggedThread> all) {
    ExceptionTellers tellers = debuggee.exceptionTellers();
    boolean didTell = tellers.mute(machine());
    return all.stream().filter(tellers::maybe).count() > 0 || didTell; // Each is looked at.
  }

  /**
   * Lets the cell return that catches whatever is thrown into it.
   *
   * @param everywhere as with {@link #stop}
   * @return false if it was spared
   */
  boolean returnFrom(boolean everywhere) {
    return seen(
        true,
        () -> {
          boolean reached = true;
          Release release = new Release(machine());
          for (DebuggedThread each : running().toList()) {
            reached &=
                release.returnFromCell(
                    each, everywhere, stood -> stopWhereItStays(each, stood, everywhere));
          }
          return reached;
        });
  }

  private boolean stopWhereItStays(
      DebuggedThread thread, Optional<Place> stood, boolean everywhere) {
    boolean stopped =
        stop(
            everywhere,
            each ->
                each.equals(thread)
                    && (each.waits() || each.isInNativeCode() || each.place().equals(stood)));
    if (stopped) {
      thread.thread().interrupt();
    }
    return stopped;
  }

  /** Whether its code still runs, in the shell's thread or in one that was left. */
  boolean isRunning() {
    return seen(false, () -> running().findAny().isPresent());
  }

  /** Whether its code initialises a class. */
  boolean initialises() {
    return seen(false, () -> suspended(running -> running.anyMatch(DebuggedThread::initialises)));
  }

  /**
   * Whether its code has taken note of its interrupt: it is no longer pending, and what took note
   * of it may be finishing. What sleeps again is not.
   */
  boolean hasHeard() {
    return seen(
        false, () -> running().anyMatch(thread -> !thread.isInterrupted() && !thread.sleeps()));
  }

  /** The program whose output its code waits for, or which is to take its input. */
  Optional<ProcessHandle> awaitedProgram() {
    return seen(
        Optional.empty(),
        () ->
            suspended(
                running ->
                    running
                        .flatMap(each -> AwaitedProgram.of(each.thread()).stream())
                        .findFirst()));
  }

  /**
   * The object for whose lock its code waits, where another thread has that; empty where it does
   * not. It may have it in the next moment, as with each print: only who waits for the same again
   * and again is kept waiting.
   *
   * @param stopped whether a stop is thrown at the same time, which awaits the thread when it gets
   *     the lock
   */
  Optional<ObjectReference> lockOfAnother(boolean stopped) {
    return seen(
        Optional.empty(),
        () -> {
          ObjectReference now = now();
          return suspended(
              running -> {
                for (DebuggedThread each : running.toList()) {
                  Optional<ObjectReference> lock = each.lockOfAnother();
                  if (lock.isPresent()) {
                    if (stopped) {
                      each.stop(now);
                    }
                    return lock;
                  }
                }
                return Optional.empty();
              });
        });
  }

  /** Whether its code waits for a lock, or stands in native code, at this moment. */
  boolean waits() {
    return seen(false, () -> running().anyMatch(DebuggedThread::waitsOutOfReach));
  }

  private VirtualMachine machine() {
    return debuggee.machine();
  }

  private <T> T seen(T otherwise, Supplier<T> look) {
    synchronized (debuggee) {
      try {
        return look.get();
      } catch (VMDisconnectedException | ObjectCollectedException e) {
        return otherwise; // It has ended meanwhile.
      }
    }
  }

  /** Looks at its threads while nothing goes on in the worker. */
  private <T> T suspended(Function<Stream<DebuggedThread>, T> look) {
    VirtualMachine vm = machine();
    vm.suspend();
    try {
      return look.apply(running());
    } finally {
      vm.resume();
    }
  }

  private Stream<DebuggedThread> running() {
    return machine().allThreads().stream()
        .map(DebuggedThread::new)
        .filter(thread -> thread.cell() == serial);
  }

  private ObjectReference now() {
    ReferenceType stop = machine().classesByName("dev.trn3.worker.Stop").get(0);
    return (ObjectReference) stop.getValue(stop.fieldByName("NOW"));
  }
}
