package dev.trn3.kernel.debug;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.LocatableEvent;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.StepRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Threads that go on by a step, to another line as a person sees it: also to the next statement,
 * which JShell has put into a class of its own.
 */
final class Steps {

  /** Code that a step does not stop in. */
  private static final List<String> PASSED_OVER =
      List.of("java.*", "javax.*", "jdk.*", "sun.*", "com.sun.*", "dev.trn3.worker.*");

  /** The property of a breakpoint on the first line of a next statement. */
  private static final String FIRST_LINE = "first line of the next statement";

  /** The property of a breakpoint where a step leaves its method: the thread that steps. */
  private static final String STEPS_OUT = "steps out";

  /** Where a step began: JShell puts one line of a cell on several of its class. */
  private record Place(String path, int line, int depth) {}

  private final VirtualMachine machine;
  private final LineMaps lines;
  private final Map<Long, Place> begun = new ConcurrentHashMap<>();

  Steps(VirtualMachine machine, LineMaps lines) {
    this.machine = machine;
    this.lines = lines;
  }

  /**
   * Begins one with a thread that stands, in place of its former.
   *
   * @param depth over calls, into them, or out of the method
   * @param holds whether it may stop from now on
   */
  void begin(ThreadReference thread, int depth, boolean holds) {
    forget(thread);
    StepRequest step =
        machine.eventRequestManager().createStepRequest(thread, StepRequest.STEP_LINE, depth);
    PASSED_OVER.forEach(step::addClassExclusionFilter);
    step.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    step.enable();
    begun.put(thread.uniqueID(), place(thread));
    stopInTheCaller(thread, holds);
  }

  /**
   * A JVM was seen that told of no step out of a method, in one thread and for many cells: it ran
   * on to the next statement. Breakpoints it told of.
   */
  private void stopInTheCaller(ThreadReference thread, boolean holds) {
    try {
      ReturnAddress.of(thread)
          .ifPresent(
              location -> {
                var request = machine.eventRequestManager().createBreakpointRequest(location);
                request.addThreadFilter(thread);
                request.putProperty(STEPS_OUT, thread);
                request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
                request.setEnabled(holds);
              });
    } catch (IncompatibleThreadStateException e) {
      // It has gone on meanwhile, and steps nowhere.
    }
  }

  /** A class of a cell is there: a step from the end of a statement goes on in that of the next. */
  void prepared(ReferenceType type, boolean holds) {
    if (begun.isEmpty()) {
      return;
    }
    type.methods().stream()
        .filter(method -> method.name().startsWith("do_it$"))
        .forEach(
            method -> {
              var request =
                  machine.eventRequestManager().createBreakpointRequest(method.location());
              request.putProperty(FIRST_LINE, true);
              request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
              request.setEnabled(holds);
            });
  }

  /** Whether the step of a thread is not over yet with this event. */
  boolean goesOn(LocatableEvent event) {
    Place from = begun.get(event.thread().uniqueID());
    if (event instanceof StepEvent) {
      return place(event.thread()).equals(from); // The same line, as a person sees it.
    }
    // Where the depth is no less, the method was called once more.
    return event.request().getProperty(STEPS_OUT) != null
        && (from == null || place(event.thread()).depth() >= from.depth());
  }

  /** Whether this is of a step, and of no breakpoint that a person has set. */
  static boolean isOfOne(LocatableEvent event) {
    return event instanceof StepEvent
        || event.request().getProperty(STEPS_OUT) != null
        || event.request().getProperty(FIRST_LINE) != null;
  }

  /** The step of this thread is over, and those of others have nothing to do with its statement. */
  void ended(ThreadReference thread) {
    forget(thread);
    EventRequestManager requests = machine.eventRequestManager();
    requests.deleteEventRequests(
        requests.breakpointRequests().stream()
            .filter(each -> each.getProperty(FIRST_LINE) != null)
            .toList());
  }

  /** The thread steps no more. */
  void forget(ThreadReference thread) {
    begun.remove(thread.uniqueID());
    EventRequestManager requests = machine.eventRequestManager();
    requests.deleteEventRequests(
        List.copyOf(requests.stepRequests()).stream()
            .filter(each -> each.thread().equals(thread))
            .filter(each -> each.getProperty(Debugger.TAKER) == null) // It is being stopped.
            .toList());
    requests.deleteEventRequests(
        requests.breakpointRequests().stream()
            .filter(each -> thread.equals(each.getProperty(STEPS_OUT)))
            .toList());
  }

  /** No thread steps any more; the requests are deleted by whoever lets go of the JVM. */
  void clear() {
    begun.clear();
  }

  private Place place(ThreadReference thread) {
    try {
      Location at = thread.frame(0).location();
      int depth = thread.frameCount();
      return lines
          .of(at.declaringType().name())
          .map(map -> new Place(map.path(), map.cellLine(at.lineNumber()), depth))
          .orElseGet(() -> new Place(at.declaringType().name(), at.lineNumber(), depth));
    } catch (IncompatibleThreadStateException e) {
      return new Place("", 0, 0); // It has gone on meanwhile.
    }
  }
}
