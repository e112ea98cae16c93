package dev.trn3.kernel.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;

/** Pieces of the protocol's JSON. */
final class Replies {

  private Replies() {}

  /** A body with one list in it. */
  static ObjectNode with(String name, ArrayNode list) {
    ObjectNode body = Json.object();
    body.set(name, list);
    return body;
  }

  /** A text that the request must have. */
  static String text(JsonNode arguments, String name) throws Refusal {
    JsonNode value = arguments.path(name);
    if (!value.isTextual()) {
      throw new Refusal("the request lacks \"%s\"".formatted(name));
    }
    return value.asText();
  }
}
