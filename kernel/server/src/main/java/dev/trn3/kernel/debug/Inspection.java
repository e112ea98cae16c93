package dev.trn3.kernel.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import dev.trn3.kernel.protocol.Json;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.lang.model.SourceVersion;
import jdk.jshell.VarSnippet;

/** Stacks, scopes and variables, by the numbers under which a front end was told of them. */
final class Inspection {

  private final Supplier<Debuggable> present;
  private final Frames frames;
  private final AtomicInteger references = new AtomicInteger();
  private final Values values = new Values(references);
  private final Map<Integer, FrameAt> framesById = new ConcurrentHashMap<>();
  private final Map<Integer, Supplier<ArrayNode>> scopes = new ConcurrentHashMap<>();

  private record FrameAt(ThreadReference thread, int depth) {}

  Inspection(Supplier<Debuggable> present, Frames frames) {
    this.present = present;
    this.frames = frames;
  }

  /** The numbers that were given out mean nothing any more. */
  void forget() {
    framesById.clear();
    scopes.clear();
    values.clear();
  }

  /** The stack of a thread that has stopped. */
  ObjectNode stack(ThreadReference thread) throws IncompatibleThreadStateException {
    int first = references.get() + 1;
    ArrayNode stack = frames.stack(thread, first);
    for (int depth = 0; depth < stack.size(); depth++) {
      framesById.put(references.incrementAndGet(), new FrameAt(thread, depth));
    }
    return Replies.with("stackFrames", stack).put("totalFrames", stack.size());
  }

  private FrameAt frame(JsonNode arguments) throws Refusal {
    return frame(arguments.path("frameId").asInt());
  }

  private FrameAt frame(int id) throws Refusal {
    FrameAt frame = framesById.get(id);
    if (frame == null) {
      throw new Refusal("no thread stands in a frame " + id + "; stackTrace names the frames");
    }
    return frame;
  }

  /** The scopes of a frame, each with a reference to its variables. */
  ObjectNode scopes(JsonNode arguments) throws Refusal {
    FrameAt at = frame(arguments);
    ArrayNode found = Json.array();
    scope(found, "Locals", () -> locals(at));
    scope(found, "Globals", this::globals);
    return Replies.with("scopes", found);
  }

  private void scope(ArrayNode into, String name, Supplier<ArrayNode> variables) {
    int reference = references.incrementAndGet();
    scopes.put(reference, variables);
    ObjectNode scope = into.addObject().put("name", name).put("expensive", false);
    scope.put("variablesReference", reference);
  }

  private ArrayNode locals(FrameAt at) {
    ArrayNode locals = Json.array();
    try {
      Frames.locals(at.thread().frame(at.depth()))
          .forEach(
              (name, value) ->
                  locals.add(values.variable(name.name(), Values.simple(name.type()), value)));
    } catch (IncompatibleThreadStateException e) {
      locals.removeAll(); // The thread has gone on meanwhile, its variables are no more.
    }
    return locals;
  }

  /** The variables of all cells, as they are now; no code runs for it. */
  ArrayNode globals() {
    Debuggable program = present.get();
    return program.asking(
        () -> {
          ArrayNode globals = Json.array();
          program
              .shell()
              .variables()
              .filter(variable -> !variable.name().startsWith("$"))
              .filter(variable -> program.shell().status(variable).isDefined())
              .forEach(variable -> global(program, variable, globals));
          return globals;
        });
  }

  private void global(Debuggable program, VarSnippet variable, ArrayNode into) {
    String type = program.wrapped(variable).fullClassName();
    for (ReferenceType holder : program.machine().classesByName(type)) {
      var field = holder.fieldByName(variable.name());
      if (field != null) {
        Value value = holder.getValue(field);
        into.add(values.variable(variable.name(), variable.typeName(), value));
        return;
      }
    }
  }

  /** Makes a local variable of a frame one of all cells. */
  ObjectNode copyToGlobals(JsonNode arguments, Attachment held)
      throws Refusal, IncompatibleThreadStateException {
    String from = Replies.text(arguments, "srcVariableName");
    String to = Replies.text(arguments, "dstVariableName");
    FrameAt at = frame(arguments.path("srcFrameId").asInt());
    if (!SourceVersion.isName(to) || to.contains(".")) {
      throw new Refusal("\"" + to + "\" is no name of a variable");
    }
    for (var local : Frames.locals(at.thread().frame(at.depth())).entrySet()) {
      if (local.getKey().name().equals(from)) {
        held.evaluates(at.thread());
        try {
          new Evaluation(present.get()).copy(local, to, at.thread(), at.depth());
        } finally {
          held.evaluates(null);
        }
        return Json.object();
      }
    }
    throw new Refusal("the frame has no local variable " + from);
  }

  /** What is in a scope or in a value. */
  ObjectNode variables(int reference) throws Refusal {
    Supplier<ArrayNode> scope = scopes.get(reference);
    ArrayNode children = scope != null ? scope.get() : values.children(reference);
    if (children == null) {
      throw new Refusal("nothing has the variablesReference " + reference + " any more");
    }
    return Replies.with("variables", children);
  }

  /** A variable and what is in it, for a page of its own. */
  ObjectNode rich(JsonNode arguments) throws Refusal {
    String name = Replies.text(arguments, "variableName");
    ArrayNode candidates =
        arguments.has("frameId") ? locals(frame(arguments)).addAll(globals()) : globals();
    for (JsonNode each : candidates) {
      if (each.path("name").asText().equals(name)) {
        StringBuilder text = new StringBuilder(each.path("type").asText());
        text.append(' ').append(name).append(" = ").append(each.path("value").asText());
        ArrayNode children = values.children(each.path("variablesReference").asInt());
        if (children != null) {
          children.forEach(
              child ->
                  text.append("\n  ")
                      .append(child.path("name").asText())
                      .append(" = ")
                      .append(child.path("value").asText()));
        }
        ObjectNode body = Json.object();
        body.putObject("data").put("text/plain", text.toString());
        body.putObject("metadata");
        return body;
      }
    }
    throw new Refusal("no variable " + name + " is in reach");
  }

  /** The value of an expression where a thread stands. */
  ObjectNode evaluate(JsonNode arguments, Attachment held)
      throws Refusal, IncompatibleThreadStateException {
    String expression = Replies.text(arguments, "expression");
    if (!arguments.has("frameId")) {
      throw new Refusal(
          "an expression is evaluated where a thread stands, and none does; run it as a cell");
    }
    FrameAt at = frame(arguments);
    Evaluation evaluation = new Evaluation(present.get());
    Value value;
    held.evaluates(at.thread());
    try {
      value = evaluation.value(expression, at.thread(), at.depth());
    } finally {
      held.evaluates(null);
    }
    ObjectNode found = values.variable(expression, null, value);
    ObjectNode body = Json.object().put("result", found.path("value").asText());
    body.put("type", found.path("type").asText());
    return body.put("variablesReference", found.path("variablesReference").asInt());
  }
}
