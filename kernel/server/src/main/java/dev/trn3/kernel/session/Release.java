package dev.trn3.kernel.session;

import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.StepRequest;
import dev.trn3.kernel.debug.Debugger;
import dev.trn3.kernel.session.DebuggedThread.Place;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Frees threads that run cells from what a {@link dev.trn3.worker.Stop} alone cannot end. */
final class Release {

  private static final String CELL = "REPL.$JShell$";
  private static final String RUN = "do_it$";
  private static final long INSTRUCTION_MILLIS = 75;
  private static final long PATIENCE_MILLIS = 300;

  private final VirtualMachine machine;

  Release(VirtualMachine machine) {
    this.machine = machine;
  }

  /**
   * Tells the worker what a suspended thread waits for in native code, if that can be closed: a
   * socket that waits for a caller or for data listens neither to an interrupt nor to a stop.
   */
  void noteWhatItWaitsFor(ThreadReference thread) {
    try {
      List<StackFrame> frames = thread.frames();
      if (frames.isEmpty() || !frames.get(0).location().method().isNative()) {
        return;
      }
      for (StackFrame frame : frames) {
        ObjectReference waits =
            frame.location().declaringType().name().startsWith("java.net.")
                ? frame.thisObject()
                : null;
        if (waits != null && isCloseable(waits)) {
          ClassType stop = (ClassType) machine.classesByName("dev.trn3.worker.Stop").get(0);
          stop.setValue(stop.fieldByName("waitsFor"), waits);
          return;
        }
      }
    } catch (IncompatibleThreadStateException
        | InvalidTypeException
        | com.sun.jdi.ClassNotLoadedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Events from the thread that reads them. What comes too late does not keep a thread standing.
   */
  private static final class Handed {

    private final BlockingQueue<EventSet> events = new LinkedBlockingQueue<>();
    private boolean closed;

    synchronized void take(EventSet event) {
      if (closed) {
        event.resume();
      } else {
        events.add(event);
      }
    }

    /** The next one, or null after so many milliseconds. */
    EventSet next(long millis) throws InterruptedException {
      return events.poll(millis, TimeUnit.MILLISECONDS);
    }

    synchronized void close() {
      closed = true;
      events.forEach(EventSet::resume);
    }
  }

  private static boolean isCloseable(ObjectReference object) {
    return object.referenceType() instanceof ClassType type
        && type.allInterfaces().stream().anyMatch(each -> each.name().equals("java.io.Closeable"));
  }

  /**
   * Lets the cell return from the next instruction of the thread, whatever stands ready to catch
   * what is thrown there. One that stays where it is, as in a sleep or an empty loop, comes to none
   * before it is stopped: then that is where the stop is about to be handled. Where the cell cannot
   * be left, since it called something by reflection, a stop is thrown there, and at each next
   * instruction, until it can be: what is written in a handler is not guarded by the same handler.
   *
   * <p>The JVM is not asked to tell where the stop is thrown, as with other exceptions: one that
   * hits a thread just as it tells of an exception would end the JVM.
   *
   * @param everywhere false to spare a thread that initialises a class
   * @param stop throws a stop into the thread if it has not come from the place where it stood, or
   *     spares it and is false
   * @return false if it was spared
   */
  boolean returnFromCell(
      DebuggedThread thread, boolean everywhere, Predicate<Optional<Place>> stop) {
    int cell = thread.cell();
    Handed handed = new Handed();
    try {
      Optional<Place> stood = awaitInstruction(thread, handed);
      EventSet stands = handed.next(INSTRUCTION_MILLIS);
      if (stands == null && !stop.test(stood)) {
        return false;
      }
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      for (long left = PATIENCE_MILLIS; stands != null || left > 0; ) {
        if (stands != null) {
          try {
            forgetInstruction(thread.thread());
            if (!everywhere && thread.initialises()) {
              return false;
            }
            if (thread.cell() != cell || returnedFromCell(thread.thread())) {
              return true;
            }
            awaitInstruction(thread, handed);
            thread.stop(now());
          } finally {
            stands.resume();
          }
        }
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        stands = handed.next(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      forgetInstruction(thread.thread());
      handed.close();
    }
    return true;
  }

  /** Has the thread stand at its next instruction; gives where it is now. */
  private Optional<Place> awaitInstruction(DebuggedThread runs, Handed handed) {
    ThreadReference thread = runs.thread();
    forgetInstruction(thread); // A step of a person's; of each thread only one is awaited.
    thread.suspend();
    try {
      StepRequest request =
          machine
              .eventRequestManager()
              .createStepRequest(thread, StepRequest.STEP_MIN, StepRequest.STEP_INTO);
      request.putProperty(Debugger.TAKER, (Consumer<EventSet>) handed::take);
      request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
      request.enable();
      return runs.place();
    } finally {
      thread.resume();
    }
  }

  private void forgetInstruction(ThreadReference thread) {
    EventRequestManager requests = machine.eventRequestManager();
    requests.deleteEventRequests(
        List.copyOf(requests.stepRequests()).stream()
            .filter(each -> each.thread().equals(thread))
            .toList());
  }

  private ObjectReference now() {
    ReferenceType stop = machine.classesByName("dev.trn3.worker.Stop").get(0);
    return (ObjectReference) stop.getValue(stop.fieldByName("NOW"));
  }

  /** False where it cannot return from here; true, too, where it has already. */
  private static boolean returnedFromCell(ThreadReference thread) {
    try {
      List<StackFrame> frames = thread.frames();
      int cell = frames.size() - 1;
      while (cell >= 0 && !runsCell(frames.get(cell))) {
        cell--;
      }
      if (cell < 0) {
        return true; // What is thrown into the worker's own code ends more than a cell.
      }
      if (frames.get(0).location().method().isNative()) {
        return false; // A native method cannot be left.
      }
      if (cell > 0) {
        thread.popFrames(frames.get(cell - 1));
      }
      thread.forceEarlyReturn(null);
      return true;
    } catch (IncompatibleThreadStateException
        | InvalidTypeException
        | com.sun.jdi.ClassNotLoadedException
        | com.sun.jdi.InvalidStackFrameException
        | com.sun.jdi.NativeMethodException
        | com.sun.jdi.InternalException e) {
      return false; // There is native code in between.
    }
  }

  private static boolean runsCell(StackFrame frame) {
    return frame.location().declaringType().name().startsWith(CELL)
        && frame.location().method().name().equals(RUN);
  }
}
