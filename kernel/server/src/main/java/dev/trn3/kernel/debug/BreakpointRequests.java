package dev.trn3.kernel.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Requests about cells as files, and about where threads are to stop in them. */
final class BreakpointRequests {

  private final Supplier<Debuggable> present;
  private final CellPaths paths;
  private final Breakpoints breakpoints;
  private final Hold hold;

  BreakpointRequests(
      Supplier<Debuggable> present, CellPaths paths, Breakpoints breakpoints, Hold hold) {
    this.present = present;
    this.paths = paths;
    this.breakpoints = breakpoints;
    this.hold = hold;
  }

  /** Names the file for which a front end takes a cell. */
  ObjectNode dumpCell(JsonNode arguments) throws Refusal {
    return Json.object().put("sourcePath", paths.of(Replies.text(arguments, "code")));
  }

  /** The text of a cell. */
  ObjectNode source(JsonNode arguments) throws Refusal {
    String path = Replies.text(arguments.path("source"), "path");
    String code =
        paths
            .code(path)
            .orElseThrow(() -> new Refusal("the source of " + path + " is not at hand"));
    return Json.object().put("content", code).put("mimeType", "text/x-java");
  }

  /** Stops at these lines of a cell, and no others. */
  ObjectNode set(JsonNode arguments) throws Refusal {
    String path = Replies.text(arguments.path("source"), "path");
    String code =
        paths
            .code(path)
            .orElseThrow(() -> new Refusal("no cell is known as " + path + "; dumpCell names one"));
    hold.attached();
    List<Integer> asked = new ArrayList<>();
    arguments.path("breakpoints").forEach(each -> asked.add(each.path("line").asInt()));
    List<Integer> stops = breakpoints.set(path, present.get().java(code), asked);
    hold.attached().install(path);
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

  /** Stops at these kinds of exceptions, and no others. */
  ObjectNode setExceptions(JsonNode arguments) throws Refusal {
    Set<String> filters = new LinkedHashSet<>();
    arguments.path("filters").forEach(each -> filters.add(each.asText()));
    if (!Set.of("uncaught", "raised").containsAll(filters)) {
      throw new Refusal("filters are \"uncaught\" and \"raised\", not " + filters);
    }
    hold.stopAtExceptions(filters);
    return Json.object();
  }

  /** What is set, by cell, as {@code debugInfo} says it. */
  ArrayNode all() {
    ArrayNode all = Json.array();
    breakpoints
        .wanted()
        .forEach(
            (path, at) -> {
              ArrayNode each = all.addObject().put("source", path).putArray("breakpoints");
              at.forEach(line -> each.addObject().put("line", line));
            });
    return all;
  }
}
