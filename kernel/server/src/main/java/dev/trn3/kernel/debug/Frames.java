package dev.trn3.kernel.debug;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.LocalVariable;
import com.sun.jdi.Location;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import dev.trn3.kernel.protocol.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stack of a stopped thread as the analyst knows it: cells and lines, not JShell's classes. */
final class Frames {

  private static final String CELLS = "REPL.";

  private final LineMaps lines;

  Frames(LineMaps lines) {
    this.lines = lines;
  }

  /**
   * The stack, innermost first, down to the cell; how the worker came to call it is left out.
   *
   * @param firstId the id of the first frame; the others follow
   */
  ArrayNode stack(ThreadReference thread, int firstId) throws IncompatibleThreadStateException {
    ArrayNode stack = Json.array();
    List<StackFrame> frames = thread.frames();
    int last = frames.size() - 1;
    while (last > 0 && !isCell(frames.get(last).location())) {
      last--;
    }
    for (int i = 0; i <= last; i++) {
      stack.add(frame(frames.get(i).location(), firstId + i));
    }
    return stack;
  }

  private ObjectNode frame(Location at, int id) {
    ObjectNode frame = Json.object().put("id", id).put("name", name(at)).put("column", 1);
    ObjectNode source = frame.putObject("source");
    var map = lines.of(at.declaringType().name());
    if (map.isPresent()) {
      String path = map.get().path();
      source.put("path", path).put("name", path.substring(path.lastIndexOf('/') + 1));
      return frame.put("line", map.get().cellLine(at.lineNumber()));
    }
    try {
      source.put("path", at.sourcePath()).put("name", at.sourceName());
    } catch (AbsentInformationException e) {
      source.put("path", at.declaringType().name()).put("name", "(unknown)");
    }
    source.put("presentationHint", "deemphasize");
    return frame.put("line", Math.max(1, at.lineNumber()));
  }

  /** Whether the code is the analyst's. */
  static boolean isCell(Location at) {
    return at.declaringType().name().startsWith(CELLS);
  }

  private static String name(Location at) {
    String type = Values.simple(at.declaringType().name());
    String method = at.method().name();
    String within = type.startsWith("REPL.") || type.startsWith("$JShell$") ? "" : type + ".";
    if (method.startsWith("do_it$")) {
      return "cell";
    }
    if (method.startsWith("lambda$")) {
      return within + "lambda";
    }
    return within + method.replace("<init>", "constructor").replace("<clinit>", "static");
  }

  /** Local variables and parameters, and the object that the method belongs to. */
  static Map<LocalName, Value> locals(StackFrame frame) {
    Map<LocalName, Value> locals = new LinkedHashMap<>();
    try {
      for (LocalVariable each : frame.visibleVariables()) {
        locals.put(new LocalName(each.name(), each.typeName()), frame.getValue(each));
      }
    } catch (AbsentInformationException e) {
      locals.clear(); // Compiled without names, as some libraries are.
    }
    if (frame.thisObject() != null) {
      String type = frame.thisObject().referenceType().name();
      locals.put(new LocalName("this", type), frame.thisObject());
    }
    return locals;
  }

  /**
   * A local variable.
   *
   * @param type as Java spells it, without type arguments
   */
  record LocalName(String name, String type) {}
}
