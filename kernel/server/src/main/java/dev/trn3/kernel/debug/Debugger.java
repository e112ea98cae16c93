package dev.trn3.kernel.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.request.StepRequest;
import dev.trn3.kernel.debug.Attachment.Stop;
import dev.trn3.kernel.protocol.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Answers the requests of the Debug Adapter Protocol that a front end sends, with the additions
 * that Jupyter makes to it ({@code debugInfo}, {@code dumpCell}, {@code inspectVariables}, {@code
 * richInspectVariables}).
 *
 * <p>Not there: conditions of breakpoints, and changing variables; the capabilities say so.
 */
public final class Debugger {

  /**
   * The property of a request by which somebody else who waits for its events gets them: a {@code
   * Consumer<EventSet>}.
   */
  public static final String TAKER = "taker";

  private final Supplier<Debuggable> present;
  private final Consumer<ObjectNode> events;
  private final AtomicInteger sequence = new AtomicInteger();
  private final CellPaths paths = new CellPaths();
  private final LineMaps lines = new LineMaps();
  private final Breakpoints breakpoints = new Breakpoints();
  private final Inspection inspection;
  private volatile Attachment attachment;
  private volatile boolean started;
  private volatile Set<String> exceptions = Set.of();

  /**
   * A debugger to which no front end has attached.
   *
   * @param present the session, once it is ready; another one after the worker was replaced
   * @param events takes what is to be told to all front ends
   */
  public Debugger(Supplier<Debuggable> present, Consumer<ObjectNode> events) {
    this.present = present;
    this.events = events;
    inspection = new Inspection(present, new Frames(lines));
  }

  /** The answer to one request; a malformed one, too, is answered. */
  public ObjectNode answer(JsonNode request) {
    String command = request.path("command").asText();
    ObjectNode answer = Json.object().put("type", "response").put("command", command);
    answer.put("seq", sequence.incrementAndGet()).put("request_seq", request.path("seq").asInt());
    try {
      answer.set("body", body(command, request.path("arguments")));
      return answer.put("success", true);
    } catch (Refusal e) {
      return answer.put("success", false).put("message", e.getMessage());
    } catch (IncompatibleThreadStateException | ObjectCollectedException e) {
      return answer.put("success", false).put("message", "the thread has gone on meanwhile");
    } catch (VMDisconnectedException e) {
      return answer.put("success", false).put("message", "the JVM of the cells has ended");
    }
  }

  private ObjectNode body(String command, JsonNode arguments)
      throws Refusal, IncompatibleThreadStateException {
    return switch (command) {
      case "debugInfo" -> info();
      case "initialize" -> capabilities();
      case "attach" -> attach();
      case "disconnect", "terminate" -> detach();
      case "configurationDone" -> Json.object();
      case "dumpCell" -> Json.object().put("sourcePath", paths.of(Replies.text(arguments, "code")));
      case "source" -> source(arguments);
      case "setBreakpoints" -> setBreakpoints(arguments);
      case "setExceptionBreakpoints" -> setExceptionBreakpoints(arguments);
      case "threads" -> threads();
      case "stackTrace" -> inspection.stack(stopped(arguments));
      case "scopes" -> inspection.scopes(arguments);
      case "variables" -> inspection.variables(arguments.path("variablesReference").asInt());
      case "inspectVariables" -> Replies.with("variables", inspection.globals());
      case "richInspectVariables" -> inspection.rich(arguments);
      case "evaluate" -> inspection.evaluate(arguments, attached());
      case "copyToGlobals" -> inspection.copyToGlobals(arguments, attached());
      case "exceptionInfo" -> exceptionInfo(arguments);
      case "continue" -> {
        goOn(stopped(arguments), attached()::goOn);
        yield Json.object().put("allThreadsContinued", false);
      }
      case "next" -> step(arguments, StepRequest.STEP_OVER);
      case "stepIn" -> step(arguments, StepRequest.STEP_INTO);
      case "stepOut" -> step(arguments, StepRequest.STEP_OUT);
      case "pause" -> pause(arguments);
      case "modules" -> Replies.with("modules", Json.array()).put("totalModules", 0);
      case "" -> throw new Refusal("the request lacks \"command\"");
      default -> throw new Refusal("\"%s\" is not supported here".formatted(command));
    };
  }

  // ---- From the kernel ----

  /** Whether cells are to be told about with {@link #loading}. */
  public boolean isAttached() {
    return started;
  }

  /**
   * Classes of a cell are about to be loaded, or were redefined: now is when its breakpoints can be
   * placed.
   *
   * @param cell the text of the cell
   * @param line the line of the cell on which the piece begins that is being evaluated
   * @param wrappers what JShell makes of the piece
   */
  public void loading(
      Debuggable program,
      String cell,
      int line,
      List<SnippetWrapper> wrappers,
      List<String> classNames) {
    reattach(program);
    String path = paths.of(cell);
    lines.add(path, line, wrappers, classNames);
    attachment.install(path); // What was redefined in place is loaded already.
  }

  /** Whether a thread stands, until a person lets it go on. */
  public boolean holds() {
    Attachment held = attachment;
    return held != null && !held.stops().isEmpty();
  }

  /**
   * An interrupt: what stands at a breakpoint is to go on, so that it can end, and to stand at none
   * until {@link #ended}.
   */
  public void interrupted() {
    Attachment held = attachment;
    if (held != null) {
      held.holdNone();
      held.stops().values().forEach(stop -> goOn(stop.thread(), held::goOn));
    }
  }

  /** What was interrupted has ended. */
  public void ended() {
    Attachment held = attachment;
    try {
      if (held != null) {
        held.holdAgain();
      }
    } catch (VMDisconnectedException e) {
      // With the JVM of the cells; its successor is attached to anew.
    }
  }

  // ---- Holding on ----

  private ObjectNode info() {
    ObjectNode info = Json.object().put("isStarted", started);
    info.put("hashMethod", CellPaths.HASH_METHOD)
        .put("hashSeed", CellPaths.HASH_SEED & 0xffffffffL);
    info.put("tmpFilePrefix", paths.prefix()).put("tmpFileSuffix", CellPaths.SUFFIX);
    info.put("richRendering", true).put("copyToGlobals", true);
    info.putArray("exceptionPaths");
    ArrayNode wanted = info.putArray("breakpoints");
    breakpoints
        .wanted()
        .forEach(
            (path, at) -> {
              ArrayNode each = wanted.addObject().put("source", path).putArray("breakpoints");
              at.forEach(line -> each.addObject().put("line", line));
            });
    ArrayNode standing = info.putArray("stoppedThreads");
    if (attachment != null) {
      attachment.stops().keySet().forEach(standing::add);
    }
    return info;
  }

  private ObjectNode capabilities() {
    ObjectNode capabilities = Json.object().put("supportsConfigurationDoneRequest", true);
    capabilities.put("supportsEvaluateForHovers", true).put("supportsExceptionInfoRequest", true);
    capabilities.put("supportsTerminateRequest", true);
    ArrayNode filters = capabilities.putArray("exceptionBreakpointFilters");
    filters.addObject().put("filter", "uncaught").put("label", "Exceptions that end a cell");
    filters.addObject().put("filter", "raised").put("label", "Exceptions that a cell throws");
    event("initialized", Json.object());
    return capabilities;
  }

  private ObjectNode attach() {
    started = true;
    reattach(present.get());
    return Json.object();
  }

  /** The worker may be a new one, which knows of no breakpoint. */
  private synchronized void reattach(Debuggable program) {
    if (attachment != null && attachment.machine() == program.machine()) {
      attachment.begin();
    } else {
      lines.clear();
      breakpoints.workerIsGone();
      inspection.forget();
      attachment = Attachment.to(program, lines, breakpoints, this::stopped);
      attachment.stopAtExceptions(exceptions);
    }
  }

  private ObjectNode detach() {
    started = false;
    breakpoints.clear();
    exceptions = Set.of();
    if (attachment != null) {
      attachment.close();
    }
    inspection.forget();
    event("terminated", Json.object());
    return Json.object();
  }

  private Attachment attached() throws Refusal {
    Attachment held = attachment;
    if (!started || held == null || !held.isActive()) {
      throw new Refusal("no debugger is attached; send attach first");
    }
    return held;
  }

  // ---- Breakpoints ----

  private ObjectNode setBreakpoints(JsonNode arguments) throws Refusal {
    String path = Replies.text(arguments.path("source"), "path");
    String code =
        paths
            .code(path)
            .orElseThrow(() -> new Refusal("no cell is known as " + path + "; dumpCell names one"));
    attached();
    List<Integer> asked = new ArrayList<>();
    arguments.path("breakpoints").forEach(each -> asked.add(each.path("line").asInt()));
    List<Integer> stops = breakpoints.set(path, present.get().java(code), asked);
    attached().install(path);
    ArrayNode answer = Json.array();
    for (int i = 0; i < stops.size(); i++) {
      ObjectNode each = answer.addObject().put("verified", stops.get(i) > 0);
      each.put("line", stops.get(i) > 0 ? stops.get(i) : asked.get(i));
      each.putObject("source").put("path", path);
      if (stops.get(i) == 0) {
        each.put("message", "no code on line " + asked.get(i) + " of the cell, or below it");
      }
    }
    return Replies.with("breakpoints", answer);
  }

  private ObjectNode setExceptionBreakpoints(JsonNode arguments) throws Refusal {
    Set<String> filters = new LinkedHashSet<>();
    arguments.path("filters").forEach(each -> filters.add(each.asText()));
    if (!Set.of("uncaught", "raised").containsAll(filters)) {
      throw new Refusal("filters are \"uncaught\" and \"raised\", not " + filters);
    }
    exceptions = filters;
    attached().stopAtExceptions(filters);
    return Json.object();
  }

  private ObjectNode source(JsonNode arguments) throws Refusal {
    String path = Replies.text(arguments.path("source"), "path");
    String code =
        paths
            .code(path)
            .orElseThrow(() -> new Refusal("the source of " + path + " is not at hand"));
    return Json.object().put("content", code).put("mimeType", "text/x-java");
  }

  // ---- Threads that stand ----

  private void stopped(Stop stop) {
    inspection.forget();
    ObjectNode body = Json.object().put("reason", stop.reason()).put("allThreadsStopped", false);
    body.put("threadId", stop.thread().uniqueID());
    if (stop.text() != null) {
      body.put("text", stop.text());
    }
    event("stopped", body);
  }

  private void goOn(ThreadReference thread, Consumer<ThreadReference> how) {
    inspection.forget();
    ObjectNode body = Json.object().put("threadId", thread.uniqueID());
    event("continued", body.put("allThreadsContinued", false));
    how.accept(thread);
  }

  private ObjectNode step(JsonNode arguments, int depth) throws Refusal {
    Attachment held = attached();
    goOn(stopped(arguments), thread -> held.step(thread, depth));
    return Json.object();
  }

  private ObjectNode pause(JsonNode arguments) throws Refusal {
    long id = arguments.path("threadId").asLong();
    Attachment held = attached();
    held.machine().allThreads().stream()
        .filter(thread -> thread.uniqueID() == id)
        .findFirst()
        .ifPresent(held::pause);
    return Json.object();
  }

  private ThreadReference stopped(JsonNode arguments) throws Refusal {
    return stop(arguments).thread();
  }

  /** JupyterLab calls every thread 1 at times; where one stands, it is that one. */
  private Stop stop(JsonNode arguments) throws Refusal {
    long id = arguments.path("threadId").asLong();
    Map<Long, Stop> stops = attached().stops();
    if (id == 1 && stops.size() == 1) {
      return stops.values().iterator().next();
    }
    if (!stops.containsKey(id)) {
      throw new Refusal("thread " + id + " has not stopped");
    }
    return stops.get(id);
  }

  private ObjectNode threads() throws Refusal {
    ArrayNode threads = Json.array();
    for (ThreadReference thread : attached().machine().allThreads()) {
      threads.addObject().put("id", thread.uniqueID()).put("name", thread.name());
    }
    return Replies.with("threads", threads);
  }

  private ObjectNode exceptionInfo(JsonNode arguments) throws Refusal {
    Stop stop = stop(arguments);
    if (stop.text() == null) {
      throw new Refusal("the thread has not stopped at an exception");
    }
    return Json.object().put("exceptionId", stop.text()).put("breakMode", "always");
  }

  private void event(String name, ObjectNode body) {
    ObjectNode event = Json.object().put("type", "event").put("event", name);
    event.put("seq", sequence.incrementAndGet()).set("body", body);
    events.accept(event);
  }
}
