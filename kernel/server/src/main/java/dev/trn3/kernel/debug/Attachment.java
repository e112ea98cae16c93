package dev.trn3.kernel.debug;

import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.ExceptionEvent;
import com.sun.jdi.event.LocatableEvent;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.ExceptionRequest;
import com.sun.jdi.request.InvalidRequestStateException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A front end's hold on a worker: its threads stop where they are asked to, and go on. */
final class Attachment implements Events.Listener, AutoCloseable {

  private static final Set<String> CALLERS_OF_CELLS =
      Set.of("dev.trn3.worker.", "java.lang.reflect.", "jdk.internal.reflect.");

  /**
   * A thread that has stopped.
   *
   * @param reason a word of the protocol: breakpoint, step, exception, pause
   * @param text what else is to be said, or null
   */
  record Stop(ThreadReference thread, String reason, String text) {}

  private final VirtualMachine machine;
  private final LineMaps lines;
  private final Breakpoints breakpoints;
  private final Consumer<Stop> stopped;
  private final Map<Long, Stop> stops = new ConcurrentHashMap<>();
  private final Steps steps;
  private volatile Set<String> exceptions = Set.of();
  private volatile long evaluating = -1;
  private volatile boolean active;
  private volatile boolean holds;

  private Attachment(
      VirtualMachine machine, LineMaps lines, Breakpoints breakpoints, Consumer<Stop> stopped) {
    this.machine = machine;
    this.lines = lines;
    this.breakpoints = breakpoints;
    this.stopped = stopped;
    steps = new Steps(machine, lines);
  }

  /** Listens to a worker until it ends, and takes hold of it. */
  static Attachment to(
      Debuggable program, LineMaps lines, Breakpoints breakpoints, Consumer<Stop> stopped) {
    Attachment attachment = new Attachment(program.machine(), lines, breakpoints, stopped);
    attachment.begin();
    program.events().tell(attachment);
    return attachment;
  }

  /** Takes hold, at first or again. */
  void begin() {
    if (!active) {
      active = true;
      holds = true;
      var prepared = machine.eventRequestManager().createClassPrepareRequest();
      prepared.addClassFilter("REPL.*");
      prepared.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
      prepared.enable();
    }
  }

  boolean isActive() {
    return active;
  }

  VirtualMachine machine() {
    return machine;
  }

  /** The threads that stand. */
  Map<Long, Stop> stops() {
    return Map.copyOf(stops);
  }

  /** Stops at exceptions: {@code raised} in cells, or {@code uncaught} by them. */
  void stopAtExceptions(Set<String> filters) {
    exceptions = Set.copyOf(filters);
    EventRequestManager requests = machine.eventRequestManager();
    requests.deleteEventRequests(own(requests.exceptionRequests()));
    if (!filters.isEmpty()) {
      ExceptionRequest request = requests.createExceptionRequest(null, true, true);
      request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
      request.setEnabled(holds);
    }
  }

  /** Sets the breakpoints of a cell in the classes that are loaded already. */
  void install(String path) {
    breakpoints.forget(path, machine);
    for (LineMap map : lines.in(path)) {
      for (ReferenceType type : machine.classesByName(map.type())) {
        breakpoints.install(map, type, holds);
        type.nestedTypes().stream()
            .filter(ReferenceType::isPrepared)
            .forEach(nested -> breakpoints.install(map, nested, holds));
      }
    }
  }

  /**
   * Holds no thread until {@link #holdAgain}, and the JVM tells of none that could be held: two
   * stops that hit a thread which is just telling that it stands would end it.
   */
  void holdNone() {
    hold(false);
  }

  void holdAgain() {
    hold(true);
  }

  private void hold(boolean again) {
    holds = again;
    EventRequestManager requests = machine.eventRequestManager();
    own(requests.breakpointRequests()).forEach(each -> setEnabled(each, again));
    own(requests.exceptionRequests()).forEach(each -> setEnabled(each, again));
  }

  /** Without those by which a cell is being stopped: they are not the front end's. */
  private static <R extends EventRequest> List<R> own(List<R> requests) {
    return List.copyOf(requests).stream()
        .filter(each -> each.getProperty(Debugger.TAKER) == null)
        .toList();
  }

  private static void setEnabled(EventRequest request, boolean enabled) {
    try {
      request.setEnabled(enabled);
    } catch (InvalidRequestStateException e) {
      // It was deleted meanwhile, as where a person sets other breakpoints.
    }
  }

  /** Lets a thread go on. */
  void goOn(ThreadReference thread) {
    steps.forget(thread);
    resume(thread);
  }

  /** Lets a thread go on to the next line: over calls, into them, or out of the method. */
  void step(ThreadReference thread, int depth) {
    steps.begin(thread, depth, holds);
    resume(thread);
  }

  /** Stops a thread where it stands. */
  void pause(ThreadReference thread) {
    thread.suspend();
    stop(new Stop(thread, "pause", null));
  }

  /** From now on nothing stops this thread, which evaluates an expression; null where none does. */
  void evaluates(ThreadReference thread) {
    evaluating = thread == null ? -1 : thread.uniqueID();
  }

  private void resume(ThreadReference thread) {
    if (stops.remove(thread.uniqueID()) != null) {
      thread.resume();
    }
  }

  @Override
  public boolean stay(EventSet events) {
    return events.stream().anyMatch(this::happened);
  }

  /** The worker has ended; its successor is attached to anew. */
  @Override
  public void ended() {
    active = false;
    stops.clear();
  }

  /** Whether the thread stays where it is. */
  private boolean happened(Event event) {
    if (event instanceof ClassPrepareEvent prepared) {
      prepared(prepared);
      return false;
    }
    if (event instanceof VMDeathEvent || event instanceof VMDisconnectEvent) {
      stops.clear();
      return false;
    }
    if (!active
        || !holds
        || !(event instanceof LocatableEvent at)
        || at.thread().uniqueID() == evaluating) {
      return false;
    }
    if (event instanceof ExceptionEvent exception) {
      return concerns(exception) && stop(new Stop(at.thread(), "exception", name(exception)));
    }
    if (steps.goesOn(at)) {
      return false;
    }
    String reason = Steps.isOfOne(at) ? "step" : "breakpoint";
    return (event instanceof BreakpointEvent || event instanceof StepEvent)
        && stop(new Stop(at.thread(), reason, null));
  }

  private boolean stop(Stop stop) {
    steps.ended(stop.thread());
    stops.put(stop.thread().uniqueID(), stop);
    stopped.accept(stop);
    return true;
  }

  private void prepared(ClassPrepareEvent event) {
    ReferenceType type = event.referenceType();
    lines
        .of(type.name())
        .ifPresent(
            map -> {
              breakpoints.install(map, type, holds);
              if (type.name().equals(map.type())) {
                steps.prepared(type, holds);
              }
            });
  }

  private boolean concerns(ExceptionEvent event) {
    Location caught = event.catchLocation();
    boolean uncaught =
        caught == null
            || CALLERS_OF_CELLS.stream().anyMatch(caught.declaringType().name()::startsWith);
    boolean wanted =
        (exceptions.contains("uncaught") && uncaught)
            || (exceptions.contains("raised") && Frames.isCell(event.location()));
    return wanted && runsCell(event.thread());
  }

  private static boolean runsCell(ThreadReference thread) {
    try {
      return thread.frames().stream().anyMatch(frame -> Frames.isCell(frame.location()));
    } catch (com.sun.jdi.IncompatibleThreadStateException e) {
      return false; // It has gone on meanwhile.
    }
  }

  private static String name(ExceptionEvent event) {
    return event.exception().referenceType().name();
  }

  /** Lets all threads go on and stops none again. */
  @Override
  public void close() {
    active = false;
    steps.clear();
    try {
      EventRequestManager requests = machine.eventRequestManager();
      requests.deleteEventRequests(own(requests.breakpointRequests()));
      requests.deleteEventRequests(own(requests.exceptionRequests()));
      requests.deleteEventRequests(own(requests.stepRequests()));
      requests.deleteEventRequests(own(requests.classPrepareRequests()));
      stops.values().forEach(stop -> resume(stop.thread()));
    } catch (VMDisconnectedException e) {
      stops.clear();
    }
  }
}
