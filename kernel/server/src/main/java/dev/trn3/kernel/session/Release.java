package dev.trn3.kernel.session;

import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.ExceptionEvent;
import com.sun.jdi.event.LocatableEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.ExceptionRequest;
import dev.trn3.kernel.debug.Debugger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Frees threads that run cells from what a {@link dev.trn3.worker.Stop} alone cannot end. */
final class Release {

  private static final String CELL = "REPL.$JShell$";
  private static final String RUN = "do_it$";
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
   * Catches the thread where a stop is thrown in it, and lets the cell return from there, whatever
   * stands ready to catch the stop. A native method, such as a sleep, cannot be left; the thread is
   * then caught a second time, where that stop is about to be handled. Where it cannot be left
   * there either, since it was called by reflection, the next stop is thrown just there: what is
   * written in a handler is not guarded by the same handler.
   *
   * @param stop throws a stop into the thread, or spares it and is false
   * @return false if it was spared
   */
  boolean returnFromCell(ThreadReference thread, BooleanSupplier stop) {
    ReferenceType type = machine.classesByName("dev.trn3.worker.Stop").get(0);
    EventRequestManager requests = machine.eventRequestManager();
    ExceptionRequest request = requests.createExceptionRequest(type, true, true);
    request.addThreadFilter(thread);
    List<EventRequest> all = new ArrayList<>(List.of(request));
    Handed handed = new Handed();
    enable(request, handed);
    try {
      if (!stop.getAsBoolean()) {
        return false;
      }
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      for (long left = PATIENCE_MILLIS; left > 0; ) {
        EventSet events = handed.next(left);
        if (events != null && taken(events, handed, all)) {
          return true;
        }
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      requests.deleteEventRequests(all);
      handed.close();
    }
    return true;
  }

  private static void enable(EventRequest request, Handed handed) {
    request.putProperty(Debugger.TAKER, (Consumer<EventSet>) handed::take);
    request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    request.enable();
  }

  private boolean taken(EventSet events, Handed handed, List<EventRequest> requests) {
    boolean returned = false;
    try {
      for (Event event : events) {
        ThreadReference thread = ((LocatableEvent) event).thread();
        returned = returnedFromCell(thread);
        if (returned) {
          break; // A breakpoint of the user's may stand at the same place: a second event.
        }
        if (event instanceof ExceptionEvent thrown && thrown.catchLocation() != null) {
          EventRequest handler = handlerOf(thrown.catchLocation(), thread);
          requests.add(handler);
          enable(handler, handed);
        } else if (event instanceof BreakpointEvent && requests.contains(event.request())) {
          throwAgain(thread);
        }
      }
    } finally {
      events.resume();
    }
    return returned;
  }

  private void throwAgain(ThreadReference thread) {
    ReferenceType stop = machine.classesByName("dev.trn3.worker.Stop").get(0);
    try {
      thread.stop((ObjectReference) stop.getValue(stop.fieldByName("NOW")));
    } catch (InvalidTypeException e) {
      throw new AssertionError("Stop is a Throwable", e);
    }
  }

  private EventRequest handlerOf(Location location, ThreadReference thread) {
    BreakpointRequest handler = machine.eventRequestManager().createBreakpointRequest(location);
    handler.addThreadFilter(thread);
    return handler;
  }

  private static boolean returnedFromCell(ThreadReference thread) {
    try {
      List<StackFrame> frames = thread.frames();
      if (frames.get(0).location().method().isNative()) {
        return false; // A native method cannot be left.
      }
      int cell = frames.size() - 1;
      while (cell >= 0 && !runsCell(frames.get(cell))) {
        cell--;
      }
      if (cell < 0) {
        return false;
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
