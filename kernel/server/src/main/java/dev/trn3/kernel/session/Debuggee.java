package dev.trn3.kernel.session;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.InternalException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import dev.trn3.kernel.debug.Events;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * A worker seen through the debugger interface.
 *
 * <p>The debugger library itself is loaded on first use.
 */
final class Debuggee implements AutoCloseable {

  private final AgentCall call;
  private final Runnable unheard;
  private VirtualMachine machine;
  private Events events;

  /**
   * The worker that calls.
   *
   * @param unheard ends it; called where nobody takes its events any more
   */
  Debuggee(AgentCall call, Runnable unheard) {
    this.call = call;
    this.unheard = unheard;
  }

  /** The call by which the worker's JVM connects. */
  AgentCall call() {
    return call;
  }

  /** Whether the worker has a class of this name. */
  synchronized boolean isLoaded(String name) {
    try {
      return !machine().classesByName(name).isEmpty();
    } catch (VMDisconnectedException e) {
      return false; // Nor will it ever have one.
    }
  }

  /**
   * Replaces the bodies of methods in place; variables keep their values.
   *
   * @return null where it was done, else why it was refused: the shape of a class has changed
   */
  synchronized String redefine(Map<String, byte[]> classes) {
    try {
      Map<ReferenceType, byte[]> loaded = new HashMap<>();
      classes.forEach(
          (name, bytes) -> machine().classesByName(name).forEach(type -> loaded.put(type, bytes)));
      if (loaded.size() != classes.size()) {
        return "not loaded";
      }
      machine().redefineClasses(loaded);
      return null;
    } catch (UnsupportedOperationException
        | LinkageError
        | InternalException
        | VMDisconnectedException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * Throws the worker's {@link dev.trn3.worker.Stop} into the thread that runs cells, if it runs
   * code of this cell: anywhere else it would do harm.
   *
   * @param everywhere false to spare a thread that initialises a class, which broken off could
   *     never be used again
   * @return false if it was spared
   */
  synchronized boolean stopCell(int serial, boolean everywhere) {
    try {
      VirtualMachine vm = machine();
      ObjectReference now = (ObjectReference) field(vm, "dev.trn3.worker.Stop", "NOW");
      vm.suspend();
      try {
        List<ThreadReference> running =
            running(serial).filter(thread -> !isHeldByAnEvent(thread)).toList();
        if (!everywhere && running.stream().anyMatch(Debuggee::initialises)) {
          return false;
        }
        running.forEach(new Release(vm)::noteWhatItWaitsFor);
        running.forEach(thread -> stop(thread, now));
      } finally {
        vm.resume();
      }
    } catch (VMDisconnectedException | com.sun.jdi.ObjectCollectedException e) {
      // It has ended meanwhile, which is what was wanted.
    }
    return true;
  }

  /** A second stop that hits a thread while it tells of an event would end the JVM. */
  private static boolean isHeldByAnEvent(ThreadReference suspended) {
    return suspended.suspendCount() > 1;
  }

  private static boolean initialises(ThreadReference suspended) {
    try {
      return suspended.frames().stream()
          .anyMatch(frame -> frame.location().method().isStaticInitializer());
    } catch (IncompatibleThreadStateException e) {
      return false; // It has ended meanwhile.
    }
  }

  /** Whether the code of this cell initialises a class. */
  synchronized boolean initialises(int serial) {
    try {
      VirtualMachine vm = machine();
      vm.suspend();
      try {
        return running(serial).anyMatch(Debuggee::initialises);
      } finally {
        vm.resume();
      }
    } catch (VMDisconnectedException | com.sun.jdi.ObjectCollectedException e) {
      return false; // It has ended meanwhile.
    }
  }

  /**
   * Lets a cell return that catches whatever is thrown into it.
   *
   * @param everywhere as with {@link #stopCell}
   * @return false if it was spared
   */
  synchronized boolean returnFromCell(int serial, boolean everywhere) {
    boolean reached = true;
    try {
      Release release = new Release(machine());
      for (ThreadReference thread : running(serial).toList()) {
        reached &=
            release.returnFromCell(
                thread,
                () -> {
                  boolean stopped = stopCell(serial, everywhere);
                  if (stopped) {
                    thread.interrupt();
                  }
                  return stopped;
                });
      }
    } catch (VMDisconnectedException | com.sun.jdi.ObjectCollectedException e) {
      // It has ended meanwhile, which is what was wanted.
    }
    return reached;
  }

  /**
   * Whether the code of this cell has taken note of its interrupt: it is no longer pending, and
   * what took note of it may be finishing. What sleeps again is not.
   */
  synchronized boolean hasHeard(int serial) {
    try {
      return running(serial)
          .anyMatch(
              thread ->
                  !isInterrupted(thread)
                      && thread.status() != ThreadReference.THREAD_STATUS_SLEEPING);
    } catch (VMDisconnectedException | com.sun.jdi.ObjectCollectedException e) {
      return false; // It has ended meanwhile, which is what was wanted.
    }
  }

  /** The program whose output the code of this cell waits for, or which is to take its input. */
  synchronized Optional<ProcessHandle> awaitedProgram(int serial) {
    try {
      VirtualMachine vm = machine();
      vm.suspend();
      try {
        return running(serial).flatMap(each -> AwaitedProgram.of(each).stream()).findFirst();
      } finally {
        vm.resume();
      }
    } catch (VMDisconnectedException | com.sun.jdi.ObjectCollectedException e) {
      return Optional.empty(); // It has ended meanwhile.
    }
  }

  /**
   * The object for whose lock the code of this cell waits, where another thread has that; empty
   * where it does not. It may have it in the next moment, as with each print: only who waits for
   * the same again and again is kept waiting.
   *
   * @param stopped whether a stop is thrown at the same time, which awaits the thread when it gets
   *     the lock
   */
  synchronized Optional<ObjectReference> lockOfAnother(int serial, boolean stopped) {
    try {
      VirtualMachine vm = machine();
      ObjectReference now = (ObjectReference) field(vm, "dev.trn3.worker.Stop", "NOW");
      vm.suspend();
      try {
        for (ThreadReference thread : running(serial).toList()) {
          ObjectReference lock = lockOfAnother(thread);
          if (lock != null) {
            if (stopped) {
              stop(thread, now);
            }
            return Optional.of(lock);
          }
        }
      } finally {
        vm.resume();
      }
    } catch (VMDisconnectedException | com.sun.jdi.ObjectCollectedException e) {
      // It has ended meanwhile and waits for nothing.
    }
    return Optional.empty();
  }

  private static ObjectReference lockOfAnother(ThreadReference suspended) {
    try {
      ObjectReference lock =
          suspended.status() == ThreadReference.THREAD_STATUS_MONITOR
              ? suspended.currentContendedMonitor()
              : null;
      ThreadReference owner = lock == null ? null : lock.owningThread();
      return owner == null || owner.equals(suspended) ? null : lock;
    } catch (IncompatibleThreadStateException e) {
      return null; // It has ended meanwhile.
    }
  }

  /** Whether code of this cell still runs, in the shell's thread or in one that was left. */
  synchronized boolean isRunning(int serial) {
    try {
      return running(serial).findAny().isPresent();
    } catch (VMDisconnectedException | com.sun.jdi.ObjectCollectedException e) {
      return false; // It has ended with its worker.
    }
  }

  /** Whether the code of this cell waits for a lock, or stands in native code, at this moment. */
  synchronized boolean waits(int serial) {
    try {
      return running(serial).anyMatch(Debuggee::waits);
    } catch (VMDisconnectedException | com.sun.jdi.ObjectCollectedException e) {
      return false; // It has ended meanwhile and waits for nothing.
    }
  }

  private static boolean waits(ThreadReference thread) {
    int status = thread.status();
    if (status != ThreadReference.THREAD_STATUS_RUNNING) {
      return status == ThreadReference.THREAD_STATUS_MONITOR;
    }
    thread.suspend();
    try {
      return thread.frameCount() > 0 && thread.frame(0).location().method().isNative();
    } catch (IncompatibleThreadStateException e) {
      return false; // It has ended meanwhile.
    } finally {
      thread.resume();
    }
  }

  private Stream<ThreadReference> running(int serial) {
    return machine().allThreads().stream().filter(thread -> runs(thread) == serial);
  }

  private static boolean isInterrupted(ThreadReference thread) {
    ReferenceType type = ((ClassType) thread.referenceType()).superclass();
    return ((BooleanValue) thread.getValue(type.fieldByName("interrupted"))).value();
  }

  /** The cell whose code the thread runs; 0 for none. */
  private static int runs(ThreadReference thread) {
    ReferenceType type = thread.referenceType();
    return type.name().equals("dev.trn3.worker.CellThread$Runner")
        ? ((IntegerValue) thread.getValue(type.fieldByName("stoppable"))).value()
        : 0;
  }

  private static Value field(VirtualMachine vm, String type, String name) {
    ReferenceType declaring = vm.classesByName(type).get(0);
    return declaring.getValue(declaring.fieldByName(name));
  }

  private static void stop(ThreadReference thread, ObjectReference now) {
    try {
      thread.stop(now);
    } catch (InvalidTypeException e) {
      throw new AssertionError("Stop is a Throwable", e);
    } catch (IllegalThreadStateException | com.sun.jdi.ObjectCollectedException e) {
      // The thread has ended; its successor runs the next cell.
    }
  }

  /** Loads the debugger library now, so that the first interrupt need not wait for it. */
  synchronized void warmUp() {
    try {
      machine();
    } catch (VMDisconnectedException e) {
      // The worker has ended; its successor has a debuggee of its own.
    }
  }

  /** The worker's JVM; the same for as long as it lives. */
  synchronized VirtualMachine machine() {
    if (machine == null) {
      try {
        machine = Bootstrap.virtualMachineManager().createVirtualMachine(new Packets(call.taken()));
        events = Events.of(machine, unheard);
      } catch (IOException | CompletionException e) {
        throw new VMDisconnectedException(e.getMessage());
      }
    }
    return machine;
  }

  /** What happens in the worker's JVM. */
  synchronized Events events() {
    machine();
    return events;
  }

  @Override
  public void close() {
    call.close();
  }
}
