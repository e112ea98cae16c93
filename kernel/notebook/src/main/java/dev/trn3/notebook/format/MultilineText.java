package dev.trn3.notebook.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Text as notebooks store it: one string, or an array of lines that keep their ends. */
final class MultilineText {

  private MultilineText() {}

  /** The text of either form; empty for anything else. */
  static String of(JsonNode node) {
    if (node == null) {
      return "";
    }
    if (!node.isArray()) {
      return node.asText("");
    }
    StringBuilder joined = new StringBuilder();
    node.forEach(line -> joined.append(line.asText("")));
    return joined.toString();
  }

  /** Whether this is text in one of the two forms. */
  static boolean isText(JsonNode node) {
    if (!node.isArray()) {
      return node.isTextual();
    }
    for (JsonNode line : node) {
      if (!line.isTextual()) {
        return false;
      }
    }
    return true;
  }

  /** The text as an array of lines, split where Python's {@code splitlines} does. */
  static ArrayNode lines(String text) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        continue;
      }
      if (isLineEnd(c)) {
        lines.add(text.substring(start, i + 1));
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private static boolean isLineEnd(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= '\u001c' && c <= '\u001e')
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029';
  }

  /** Whether nbformat stores content of this type as lines. */
  static boolean isStoredAsLines(String mime) {
    return mime.startsWith("text/")
        || mime.equals("image/svg+xml")
        || mime.equals("application/javascript");
  }

  /** Whether content of this type is JSON and stored as such. */
  static boolean isJson(String mime) {
    return mime.equals("application/json")
        || (mime.startsWith("application/") && mime.endsWith("+json"));
  }
}
