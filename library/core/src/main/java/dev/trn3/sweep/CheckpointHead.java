package dev.trn3.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first line of a checkpoint: whose results follow.
 *
 * @param key that results of the same sweep share
 * @param title what is swept
 * @param columns what is measured, each with its unit
 * @param parts a short text for each part of what was said, by its name; none in checkpoints of
 *     earlier versions
 * @param model version, facts and calibration of the library that computed them; empty in
 *     checkpoints of earlier versions
 */
record CheckpointHead(
    String key, String title, List<String> columns, Map<String, String> parts, String model) {

  private static final ObjectMapper JSON = new ObjectMapper();

  ObjectNode json() {
    ObjectNode head =
        JSON.createObjectNode().put("sweep", key).put("title", title).put("model", model);
    columns.forEach(head.putArray("columns")::add);
    ObjectNode said = head.putObject("parts");
    parts.forEach(said::put);
    return head;
  }

  static CheckpointHead of(JsonNode json) {
    List<String> columns = new ArrayList<>();
    json.path("columns").forEach(column -> columns.add(column.asText()));
    Map<String, String> parts = new LinkedHashMap<>();
    json.path("parts")
        .properties()
        .forEach(part -> parts.put(part.getKey(), part.getValue().asText()));
    return new CheckpointHead(
        json.path("sweep").asText(),
        json.path("title").asText("no sweep at all"),
        columns,
        parts,
        json.path("model").asText(""));
  }

  /** In what the sweep of a file differs from this one, as the end of a sentence. */
  String differences(CheckpointHead file) {
    List<String> words = new ArrayList<>();
    if (!file.title.equals(title)) {
      words.add("it is of \"%s\", this one of \"%s\"".formatted(file.title, title));
    }
    if (!file.columns.equals(columns)) {
      words.add(
          "it measured %s, this one %s"
              .formatted(String.join(", ", file.columns), String.join(", ", columns)));
    }
    List<String> other =
        parts.keySet().stream()
            .filter(part -> file.parts.containsKey(part))
            .filter(part -> !file.parts.get(part).equals(parts.get(part)))
            .toList();
    if (!other.isEmpty()) {
      words.add("it differs in " + String.join(", ", other));
    }
    if (!file.model.isEmpty() && !file.model.equals(model)) {
      words.add(
          "the model has changed since: its facts, its calibration or the version of this library (%s then, %s now)"
              .formatted(file.model, model));
    }
    if (words.isEmpty()) {
      words.add(
          file.parts.isEmpty()
              ? "title and columns are the same, so it is a setting or the machine, which the file does not name: an earlier version of this library wrote it, and machines have been described more closely since"
              : "all that was said is the same, but another version of this library wrote it: its model has changed since, or describes otherwise what was said");
    }
    return String.join("; ", words);
  }
}
