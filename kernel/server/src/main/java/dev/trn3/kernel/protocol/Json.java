package dev.trn3.kernel.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** JSON trees, in and out. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter ESCAPING =
      MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  /** The field in which messages carry what was printed. */
  private static final String PRINTED = "text";

  private static final byte[] BEFORE = ",\"text\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BEHIND = "\"}".getBytes(StandardCharsets.US_ASCII);

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** The tree as compact UTF-8. Half a surrogate pair, which UTF-8 cannot carry, is escaped. */
  public static byte[] bytes(JsonNode tree) {
    if (tree.isObject() && tree.isEmpty()) {
      return new byte[] {'{', '}'};
    }
    if (tree instanceof ObjectNode object
        && object.get(PRINTED) instanceof PrintedText printed
        && object.size() > 1) {
      return bytes(object, printed).orElseGet(() -> written(tree));
    }
    return written(tree);
  }

  /** Puts what was printed behind the other fields, which are few and short. */
  private static Optional<byte[]> bytes(ObjectNode object, PrintedText printed) {
    ObjectNode withoutIt = object();
    withoutIt.setAll(object);
    withoutIt.remove(PRINTED);
    byte[] others = written(withoutIt);
    byte[] before = Arrays.copyOf(others, others.length - 1 + BEFORE.length);
    System.arraycopy(BEFORE, 0, before, others.length - 1, BEFORE.length);
    return EscapedText.between(before, printed.utf8(), BEHIND);
  }

  private static byte[] written(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      return escaped(tree);
    }
  }

  private static byte[] escaped(JsonNode tree) {
    try {
      return ESCAPING.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a JSON tree can always be written", e);
    }
  }

  /**
   * Reads an object.
   *
   * @throws MalformedMessageException where the bytes are no JSON object
   */
  public static ObjectNode objectFrom(byte[] utf8) {
    try {
      JsonNode tree = MAPPER.readTree(utf8);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new MalformedMessageException("expected a JSON object");
    } catch (IOException e) {
      throw new MalformedMessageException("not JSON: " + e.getMessage());
    }
  }

  /**
   * Reads an object.
   *
   * @throws MalformedMessageException where the text is no JSON object
   */
  public static ObjectNode object(String text) {
    if (value(text) instanceof ObjectNode object) {
      return object;
    }
    throw new MalformedMessageException("expected a JSON object, not " + text);
  }

  /** Jackson names a source that it has been told not to show. */
  private static String withoutSource(String message) {
    return message.replaceAll("\\s*\\(start marker at \\[Source.*?\\]\\)", "");
  }

  /**
   * Reads any JSON value.
   *
   * @throws MalformedMessageException where the text is not JSON
   */
  public static JsonNode value(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedMessageException("not JSON: " + withoutSource(e.getOriginalMessage()));
    }
  }
}
