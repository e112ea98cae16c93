package dev.trn3.kernel.session;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import java.util.Optional;

/**
 * A thread of a worker, seen through the debugger interface: the cell that it runs, and, while it
 * is suspended, where it stands and what it waits for. One that has ended stands nowhere and waits
 * for nothing.
 */
record DebuggedThread(ThreadReference thread) {

  /** The innermost frame: how many there are, and the instruction at which it is. */
  record Place(int depth, Location instruction) {}

  /** The cell whose code it runs; 0 for none. */
  int cell() {
    ReferenceType type = thread.referenceType();
    return type.name().equals("dev.trn3.worker.CellThread$Runner")
        ? ((IntegerValue) thread.getValue(type.fieldByName("stoppable"))).value()
        : 0;
  }

  /** Whether an interrupt is pending. */
  boolean isInterrupted() {
    ReferenceType type = ((ClassType) thread.referenceType()).superclass();
    return ((BooleanValue) thread.getValue(type.fieldByName("interrupted"))).value();
  }

  boolean sleeps() {
    return thread.status() == ThreadReference.THREAD_STATUS_SLEEPING;
  }

  /** Whether it waits for a lock, or stands in native code; suspends it for that. */
  boolean waitsOutOfReach() {
    int status = thread.status();
    if (status != ThreadReference.THREAD_STATUS_RUNNING) {
      return status == ThreadReference.THREAD_STATUS_MONITOR;
    }
    thread.suspend();
    try {
      return isInNativeCode();
    } finally {
      thread.resume();
    }
  }

  boolean isInNativeCode() {
    return place().filter(place -> place.instruction().method().isNative()).isPresent();
  }

  /** Whether it stands for an event, too, and goes on only when somebody lets it. */
  boolean isHeldByAnEvent() {
    return thread.suspendCount() > 1;
  }

  /** Whether it initialises a class. */
  boolean initialises() {
    try {
      return thread.frames().stream()
          .anyMatch(frame -> frame.location().method().isStaticInitializer());
    } catch (IncompatibleThreadStateException e) {
      return false; // It has ended meanwhile.
    }
  }

  /** Where it stands; empty where it runs no code of Java. */
  Optional<Place> place() {
    try {
      int depth = thread.frameCount();
      return depth == 0
          ? Optional.empty()
          : Optional.of(new Place(depth, thread.frame(0).location()));
    } catch (IncompatibleThreadStateException e) {
      return Optional.empty(); // It has ended meanwhile.
    }
  }

  /** Whether it sleeps, or waits for a lock or to be notified. */
  boolean waits() {
    return sleeps()
        || thread.status() == ThreadReference.THREAD_STATUS_MONITOR
        || thread.status() == ThreadReference.THREAD_STATUS_WAIT;
  }

  /** The object for whose lock it waits, where another thread has that. */
  Optional<ObjectReference> lockOfAnother() {
    try {
      ObjectReference lock =
          thread.status() == ThreadReference.THREAD_STATUS_MONITOR
              ? thread.currentContendedMonitor()
              : null;
      ThreadReference owner = lock == null ? null : lock.owningThread();
      return owner == null || owner.equals(thread) ? Optional.empty() : Optional.of(lock);
    } catch (IncompatibleThreadStateException e) {
      return Optional.empty(); // It has ended meanwhile.
    }
  }

  /** Throws this into it, where it stands. */
  void stop(ObjectReference thrown) {
    try {
      thread.stop(thrown);
    } catch (InvalidTypeException e) {
      throw new AssertionError("what stops a thread is a Throwable", e);
    } catch (IllegalThreadStateException | ObjectCollectedException e) {
      // It has ended; its successor runs the next cell.
    }
  }
}
