package dev.trn3.notebook.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One output of a code cell, as the notebook stores it.
 *
 * @param tree the JSON object; not to be changed
 */
public record Output(ObjectNode tree) {

  /** What an output is; the name in the file is {@link #stored}. */
  public enum Kind {
    STREAM("stream"),
    DISPLAY("display_data"),
    RESULT("execute_result"),
    ERROR("error"),
    UNKNOWN("");

    private final String stored;

    Kind(String stored) {
      this.stored = stored;
    }

    /** The value of {@code output_type}. */
    public String stored() {
      return stored;
    }

    private static Kind of(String stored) {
      for (Kind kind : values()) {
        if (kind.stored.equals(stored)) {
          return kind;
        }
      }
      return UNKNOWN;
    }
  }

  /** Text on {@code stdout} or {@code stderr}. */
  public static Output stream(String name, String text) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("name", name);
    tree.put("output_type", Kind.STREAM.stored);
    tree.set("text", MultilineText.lines(text));
    return new Output(tree);
  }

  /**
   * Something shown, from the {@code data} and {@code metadata} of a message.
   *
   * @param kind {@link Kind#DISPLAY} or {@link Kind#RESULT}
   * @param count the execution count of a result; ignored for a display
   */
  public static Output rich(Kind kind, ObjectNode data, ObjectNode metadata, int count) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ObjectNode stored = JsonNodeFactory.instance.objectNode();
    data.properties()
        .forEach(entry -> stored.set(entry.getKey(), storedForm(entry.getKey(), entry.getValue())));
    tree.set("data", stored);
    if (kind == Kind.RESULT) {
      tree.put("execution_count", count);
    }
    tree.set("metadata", metadata);
    tree.put("output_type", kind.stored);
    return new Output(tree);
  }

  private static JsonNode storedForm(String mime, JsonNode value) {
    return value.isTextual() && MultilineText.isStoredAsLines(mime)
        ? MultilineText.lines(value.textValue())
        : value;
  }

  /** An exception: its class, its message, and the lines of its trace. */
  public static Output error(String name, String message, List<String> traceback) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("ename", name);
    tree.put("evalue", message);
    tree.put("output_type", Kind.ERROR.stored);
    ArrayNode lines = tree.putArray("traceback");
    traceback.forEach(lines::add);
    return new Output(tree);
  }

  /** What this is. */
  public Kind kind() {
    return Kind.of(tree.path("output_type").asText(""));
  }

  /** {@code stdout} or {@code stderr} of a stream; empty for anything else. */
  public String streamName() {
    return tree.path("name").asText("");
  }

  /** The text of a stream. */
  public String streamText() {
    return MultilineText.of(tree.get("text"));
  }

  /** The class of an error. */
  public String errorName() {
    return tree.path("ename").asText("");
  }

  /** The message of an error. */
  public String errorMessage() {
    return tree.path("evalue").asText("");
  }

  /** The lines of an error's trace, with the terminal's colour codes. */
  public String traceback() {
    List<String> lines = new ArrayList<>();
    tree.path("traceback").forEach(line -> lines.add(line.asText("")));
    return String.join("\n", lines);
  }

  /** The MIME types of a display or result, in the order stored. */
  public List<String> mimeTypes() {
    List<String> types = new ArrayList<>();
    tree.path("data").fieldNames().forEachRemaining(types::add);
    return types;
  }

  /** Whether there is content of this type. */
  public boolean has(String mime) {
    return tree.path("data").has(mime);
  }

  /** The content of this type as text; empty where there is none. JSON types give JSON text. */
  public String text(String mime) {
    JsonNode value = tree.path("data").get(mime);
    return value != null && MultilineText.isJson(mime) ? value.toString() : MultilineText.of(value);
  }

  /** The content of a JSON type; a missing node where there is none. */
  public JsonNode json(String mime) {
    return tree.path("data").path(mime);
  }

  /**
   * The bytes of a type stored in Base64.
   *
   * @throws IllegalArgumentException where the content is no Base64
   */
  public byte[] bytes(String mime) {
    return Base64.getMimeDecoder().decode(text(mime).getBytes(StandardCharsets.US_ASCII));
  }

  /** This output with another execution count, where it has one. */
  public Output withExecutionCount(int count) {
    if (!tree.has("execution_count")) {
      return this;
    }
    ObjectNode copy = tree.deepCopy();
    copy.put("execution_count", count);
    return new Output(copy);
  }

  /** The metadata of a display or result. */
  public JsonNode metadata() {
    return tree.path("metadata");
  }
}
