package dev.trn3.kernel.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What one widget is for ipywidgets 6. */
final class EarlyModel {

  private static final String MODULE = "jupyter-js-widgets";

  /** Those that had another name. An Output could not be told what it shows, but HTML can. */
  private static final Map<String, String> MODELS =
      Map.of(
          "IntProgressModel", "ProgressModel",
          "FloatProgressModel", "ProgressModel",
          "OutputModel", "HTMLModel");

  /** A letter is sent when its key goes up, or when the one before was taken: after Enter even. */
  private static final Duration LATE = Duration.ofSeconds(3);

  private final String name;
  private final LongSupplier nanoseconds;
  private final List<String> labels = new ArrayList<>();
  private String typed;
  private long lastLetters;

  /** By the state with which it is opened. */
  EarlyModel(ObjectNode state, LongSupplier nanoseconds) {
    this.name = state.path("_model_name").asText();
    this.nanoseconds = nanoseconds;
    lastLetters = nanoseconds.getAsLong();
    isNow(state);
  }

  /** Takes note of what it is from now on, or of the part that is changed. */
  void isNow(ObjectNode state) {
    if (state.has("_options_labels")) {
      labels.clear();
      state.path("_options_labels").forEach(label -> labels.add(label.asText()));
    }
    if (state.has("value")) {
      typed = null; // The line is replaced in front of the person, too.
    }
  }

  /** The same state, or a part of it, in the words of ipywidgets 6. */
  ObjectNode early(ObjectNode state) {
    ObjectNode early = state.deepCopy();
    early.remove(List.of("_model_module_version", "_view_module_version", "style", "outputs"));
    if (state.has("_model_name")) {
      boolean isStyle = name.endsWith("StyleModel");
      early.put("_model_module", MODULE).put("_view_module", MODULE);
      early.put("_model_name", isStyle ? "StyleModel" : MODELS.getOrDefault(name, name));
      if (name.equals("OutputModel")) {
        early.put("_view_name", "HTMLView");
      }
    }
    if (state.has("index") && !labels.isEmpty()) {
      early.put("value", label(state.path("index")));
    }
    if (state.has("outputs")) {
      early.put("value", OutputsAsHtml.of(state.path("outputs")));
    }
    return early;
  }

  /** Null where nothing is chosen. */
  private String label(JsonNode index) {
    boolean isOne = index.isNumber() && index.asInt() >= 0 && index.asInt() < labels.size();
    return isOne ? labels.get(index.asInt()) : null;
  }

  /**
   * What a person has chosen, as widgets of ipywidgets 8 hear it; nothing while a line is typed.
   */
  Optional<JsonNode> chosen(JsonNode early) {
    if (name.equals("TextModel") && early.path("value").isTextual()) {
      typed = early.path("value").asText();
      return nanoseconds.getAsLong() - lastLetters < 0 ? line() : Optional.empty();
    }
    if (!labels.isEmpty() && early.has("value")) {
      return Optional.of(Json.object().put("index", labels.indexOf(early.path("value").asText())));
    }
    return Optional.of(early);
  }

  /** The line that was typed, at its end: ipywidgets 6 has sent each letter before. */
  Optional<JsonNode> submitted(JsonNode content) {
    if (!name.equals("TextModel") || !content.path("event").asText().equals("submit")) {
      return Optional.empty();
    }
    lastLetters = nanoseconds.getAsLong() + LATE.toNanos();
    return line();
  }

  /** The line that was typed and of which it has not been told yet; it counts as told then. */
  Optional<JsonNode> line() {
    String line = typed;
    typed = null;
    return Optional.ofNullable(line).map(text -> Json.object().put("value", text));
  }
}
