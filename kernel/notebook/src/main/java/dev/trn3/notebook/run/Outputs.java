package dev.trn3.notebook.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.notebook.format.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what a running cell publishes, as a front end would show it: pieces of one stream in a
 * row become one output, a display that is updated changes where it stands, and clearing takes away
 * what came before.
 */
final class Outputs {

  /** One output as it grows. */
  private static final class Slot {
    private final StringBuilder text = new StringBuilder();
    private String stream = "";
    private Output output;

    private Output output() {
      return stream.isEmpty() ? output : Output.stream(stream, Terminal.asLeftBehind(text));
    }
  }

  /** Where each display id of this notebook stands, over all cells. */
  static final class Displays {
    private final Map<String, List<Slot>> slots = new HashMap<>();
  }

  private final List<Slot> slots = new ArrayList<>();
  private final Displays displays;
  private boolean clearOnNext;

  Outputs(Displays displays) {
    this.displays = displays;
  }

  /** Takes one message from the output channel. Types that show nothing are ignored. */
  void accept(Message message) {
    ObjectNode content = message.content();
    switch (message.type()) {
      case "stream" -> stream(content.path("name").asText(), content.path("text").asText());
      case "display_data" -> rich(Output.Kind.DISPLAY, content);
      case "execute_result" -> rich(Output.Kind.RESULT, content);
      case "update_display_data" -> update(content);
      case "error" -> error(content);
      case "clear_output" -> {
        clearOnNext = content.path("wait").asBoolean();
        if (!clearOnNext) {
          slots.clear();
        }
      }
      default -> {
        // Status, input and comm messages show nothing.
      }
    }
  }

  private void add(Slot slot) {
    if (clearOnNext) {
      slots.clear();
      clearOnNext = false;
    }
    slots.add(slot);
  }

  private void stream(String name, String text) {
    Slot last = slots.isEmpty() || clearOnNext ? null : slots.get(slots.size() - 1);
    if (last == null || !last.stream.equals(name)) {
      last = new Slot();
      last.stream = name;
      add(last);
    }
    last.text.append(text);
  }

  private void rich(Output.Kind kind, ObjectNode content) {
    Slot slot = new Slot();
    slot.output = output(kind, content, content.path("execution_count").asInt());
    add(slot);
    String id = displayId(content);
    if (!id.isEmpty()) {
      displays.slots.computeIfAbsent(id, key -> new ArrayList<>()).add(slot);
    }
  }

  private void update(ObjectNode content) {
    for (Slot slot : displays.slots.getOrDefault(displayId(content), List.of())) {
      slot.output =
          output(slot.output.kind(), content, slot.output.tree().path("execution_count").asInt());
    }
  }

  private void error(ObjectNode content) {
    List<String> traceback = new ArrayList<>();
    content.path("traceback").forEach(line -> traceback.add(line.asText()));
    Slot slot = new Slot();
    slot.output =
        Output.error(content.path("ename").asText(), content.path("evalue").asText(), traceback);
    add(slot);
  }

  private static Output output(Output.Kind kind, ObjectNode content, int count) {
    return Output.rich(kind, object(content.path("data")), object(content.path("metadata")), count);
  }

  private static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object : Json.object();
  }

  private static String displayId(ObjectNode content) {
    return content.path("transient").path("display_id").asText("");
  }

  /** Everything shown so far. */
  List<Output> outputs() {
    return slots.stream().map(Slot::output).toList();
  }
}
