package dev.trn3.notebook.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;

/**
 * JSON text as a tree that remembers on which line each object began and how each number was
 * written.
 */
public final class JsonReading {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(100_000)
                  .build())
          .build();

  private final IdentityHashMap<JsonNode, Integer> lines = new IdentityHashMap<>();
  private final String file;
  private JsonNode root;

  private JsonReading(String file) {
    this.file = file;
  }

  /**
   * The value that a file holds.
   *
   * @throws NotebookFormatException with file, line and column of what is no JSON; with the file
   *     where it is nested too deeply
   */
  public static JsonNode value(Path file) {
    return of(NotebookFile.text(NotebookFile.bytes(file), file.toString()), file.toString()).root;
  }

  /**
   * Reads one JSON value and nothing after it.
   *
   * @throws NotebookFormatException with file, line and column of what is no JSON; with the file
   *     where it is nested too deeply
   */
  static JsonReading of(String text, String file) {
    JsonReading reading = new JsonReading(file);
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new NotebookFormatException(
            file + " is empty; a notebook is a JSON object, see https://nbformat.readthedocs.io");
      }
      reading.root = reading.value(parser);
      if (parser.nextToken() != null) {
        throw reading.broken(parser.currentTokenLocation(), "more text after the notebook's end");
      }
      return reading;
    } catch (JsonProcessingException e) {
      throw reading.broken(e.getLocation(), hint(text, e));
    } catch (IOException e) {
      throw new AssertionError("reading from a string does no input", e);
    }
  }

  JsonNode root() {
    return root;
  }

  /** The line, from 1, on which this object began; 1 for a node that was not read here. */
  int line(JsonNode object) {
    return lines.getOrDefault(object, 1);
  }

  private static String hint(String text, JsonProcessingException e) {
    boolean conflict = text.startsWith("<<<<<<< ") || text.contains("\n<<<<<<< ");
    return conflict
        ? "a merge conflict marker; resolve the merge first"
        : e.getOriginalMessage()
            .replaceAll("\\s+", " ")
            .replaceAll(
                "\\(start marker at \\[.*?line: (\\d+), column: (\\d+)\\]\\)", "(begun at $1:$2)");
  }

  /** What breaks a limit of the parser, such as its depth, has no place. */
  private NotebookFormatException broken(JsonLocation at, String reason) {
    return new NotebookFormatException(
        at == null
            ? file + ": cannot be read: " + reason
            : "%s:%d:%d: not valid JSON: %s"
                .formatted(file, at.getLineNr(), at.getColumnNr(), reason));
  }

  private JsonNode value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case VALUE_NUMBER_INT ->
          parser.getText().equals("-0") ? new NumberAsWritten("-0") : whole(parser);
      case VALUE_NUMBER_FLOAT -> new NumberAsWritten(parser.getText());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      default -> throw broken(parser.currentTokenLocation(), "unexpected " + token);
    };
  }

  private static JsonNode whole(JsonParser parser) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.getNumberType()) {
      case INT -> nodes.numberNode(parser.getIntValue());
      case LONG -> nodes.numberNode(parser.getLongValue());
      default -> nodes.numberNode(parser.getBigIntegerValue());
    };
  }

  private ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    lines.put(object, parser.currentTokenLocation().getLineNr());
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value(parser)); // The last of several equal names wins, as in Python.
    }
    return object;
  }
}
