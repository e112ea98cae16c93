package dev.trn3.kernel.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private static final Duration LATE = Duration.ofSeconds(1);

  private final String name;
  private final List<String> labels = new ArrayList<>();
  private String typed;
  private long lastLetters = System.nanoTime();

  private EarlyModel(String name) {
    this.name = name;
  }

  /** By the state with which it is opened. */
  static EarlyModel of(ObjectNode state) {
    EarlyModel model = new EarlyModel(state.path("_model_name").asText());
    state.path("_options_labels").forEach(label -> model.labels.add(label.asText()));
    return model;
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
      early.put("value", labels.get(state.path("index").asInt()));
    }
    if (state.has("outputs")) {
      early.put("value", OutputsAsHtml.of(state.path("outputs")));
    }
    return early;
  }

  /**
   * What a person has chosen, as widgets of ipywidgets 8 hear it; nothing while a line is typed.
   */
  Optional<JsonNode> chosen(JsonNode early) {
    if (name.equals("TextModel") && early.path("value").isTextual()) {
      typed = early.path("value").asText();
      return System.nanoTime() - lastLetters < 0 ? line() : Optional.empty();
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
    lastLetters = System.nanoTime() + LATE.toNanos();
    return line();
  }

  private Optional<JsonNode> line() {
    String line = typed;
    typed = null;
    return Optional.ofNullable(line).map(text -> Json.object().put("value", text));
  }
}
