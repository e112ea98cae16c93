package dev.trn3.kernel.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.request.StepRequest;
import dev.trn3.kernel.debug.Attachment.Stop;
import dev.trn3.kernel.protocol.Json;
import java.util.List;
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

  private final Consumer<ObjectNode> events;
  private final AtomicInteger sequence = new AtomicInteger();
  private final CellPaths paths = new CellPaths();
  private final LineMaps lines = new LineMaps();
  private final Inspection inspection;
  private final Hold hold;
  private final BreakpointRequests breakpoints;
  private final ThreadRequests threads;

  /**
   * A debugger to which no front end has attached.
   *
   * @param present the session, once it is ready; another one after the worker was replaced
   * @param events takes what is to be told to all front ends
   */
  public Debugger(Supplier<Debuggable> present, Consumer<ObjectNode> events) {
    this.events = events;
    Breakpoints wanted = new Breakpoints();
    inspection = new Inspection(present, new Frames(lines));
    hold = new Hold(present, lines, wanted, inspection, this::stopped);
    breakpoints = new BreakpointRequests(present, paths, wanted, hold);
    threads = new ThreadRequests(hold, inspection, this::event);
  }

  /** The answer to one request; a malformed one, too, is answered. */
  public ObjectNode answer(JsonNode request) {
    String command = request.path("command").asText();
    ObjectNode answer = Json.object().put("type", "response").put("command", command);
    answer.put("seq", sequence.incrementAndGet()).put("request_seq", request.path("seq").asInt());
    try {
      answer.set("body", body(command, request.path("arguments")));
      return answer.put("success", true);
    } catch (Refusal | Unanswered e) {
      return answer.put("success", false).put("message", e.getMessage());
    } catch (IncompatibleThreadStateException | ObjectCollectedException e) {
      return answer.put("success", false).put("message", "the thread has gone on meanwhile");
    } catch (VMDisconnectedException e) {
      return answer.put("success", false).put("message", "the JVM of the cells has ended");
    } catch (RuntimeException | Error e) { // Compilers throw errors too; each is an answer.
      System.err.println("The debug request \"%s\" failed:".formatted(command));
      e.printStackTrace(); // The answer is a sentence, by which nobody finds the place.
      return answer.put("success", false).put("message", "\"%s\" failed: %s".formatted(command, e));
    }
  }

  private ObjectNode body(String command, JsonNode arguments)
      throws Refusal, IncompatibleThreadStateException {
    return switch (command) {
      case "debugInfo" -> info();
      case "initialize" -> capabilities();
      case "attach" -> {
        hold.begin();
        yield Json.object();
      }
      case "disconnect", "terminate" -> detach();
      case "configurationDone" -> Json.object();
      case "dumpCell" -> breakpoints.dumpCell(arguments);
      case "source" -> breakpoints.source(arguments);
      case "setBreakpoints" -> breakpoints.set(arguments);
      case "setExceptionBreakpoints" -> breakpoints.setExceptions(arguments);
      case "threads" -> threads.all();
      case "stackTrace" -> inspection.stack(threads.stopped(arguments));
      case "scopes" -> inspection.scopes(arguments);
      case "variables" -> inspection.variables(arguments.path("variablesReference").asInt());
      case "inspectVariables" -> Replies.with("variables", inspection.globals());
      case "richInspectVariables" -> inspection.rich(arguments);
      case "evaluate" -> inspection.evaluate(arguments, hold.attached());
      case "copyToGlobals" -> inspection.copyToGlobals(arguments, hold.attached());
      case "exceptionInfo" -> threads.exceptionInfo(arguments);
      case "continue" -> threads.goOn(arguments);
      case "next" -> threads.step(arguments, StepRequest.STEP_OVER);
      case "stepIn" -> threads.step(arguments, StepRequest.STEP_INTO);
      case "stepOut" -> threads.step(arguments, StepRequest.STEP_OUT);
      case "pause" -> threads.pause(arguments);
      case "modules" -> Replies.with("modules", Json.array()).put("totalModules", 0);
      case "" -> throw new Refusal("the request lacks \"command\"");
      default -> throw new Refusal("\"%s\" is not supported here".formatted(command));
    };
  }

  // ---- From the kernel ----

  /** Whether cells are to be told about with {@link #loading}. */
  public boolean isAttached() {
    return hold.isStarted();
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
    Attachment held = hold.on(program);
    String path = paths.of(cell);
    lines.add(path, line, wrappers, classNames);
    held.install(path); // What was redefined in place is loaded already.
  }

  /** Whether a thread stands, until a person lets it go on. */
  public boolean holds() {
    return hold.last().filter(held -> !held.stops().isEmpty()).isPresent();
  }

  /**
   * An interrupt: what stands at a breakpoint is to go on, so that it can end, and to stand at none
   * until {@link #ended}.
   */
  public void interrupted() {
    hold.last().ifPresent(threads::interrupted);
  }

  /** What was interrupted has ended. */
  public void ended() {
    try {
      hold.last().ifPresent(Attachment::holdAgain);
    } catch (VMDisconnectedException e) {
      // With the JVM of the cells; its successor is attached to anew.
    }
  }

  // ---- Of the debugger itself ----

  private ObjectNode info() {
    ObjectNode info = Json.object().put("isStarted", hold.isStarted());
    info.put("hashMethod", CellPaths.HASH_METHOD)
        .put("hashSeed", CellPaths.HASH_SEED & 0xffffffffL);
    info.put("tmpFilePrefix", paths.prefix()).put("tmpFileSuffix", CellPaths.SUFFIX);
    info.put("richRendering", true).put("copyToGlobals", true);
    info.putArray("exceptionPaths");
    info.set("breakpoints", breakpoints.all());
    ArrayNode standing = info.putArray("stoppedThreads");
    hold.last().ifPresent(held -> held.stops().keySet().forEach(standing::add));
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

  private ObjectNode detach() {
    hold.end();
    event("terminated", Json.object());
    return Json.object();
  }

  private void stopped(Stop stop) {
    threads.stopped(stop);
  }

  private void event(String name, ObjectNode body) {
    ObjectNode event = Json.object().put("type", "event").put("event", name);
    event.put("seq", sequence.incrementAndGet()).set("body", body);
    events.accept(event);
  }
}
