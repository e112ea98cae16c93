package dev.trn3.kernel.widget;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.display.Display;
import java.util.List;

/**
 * Outputs of a cell, as nbformat has them, in one piece of HTML. Its classes are those of Notebook
 * 6, so that it looks, in any theme, as outputs elsewhere on the page do.
 */
final class OutputsAsHtml {

  /** The best first. */
  private static final List<String> MARKUP = List.of("text/html", "image/svg+xml");

  private static final List<String> IMAGES = List.of("image/png", "image/jpeg", "image/gif");

  private static final String AREA =
      "<div class=\"output_area\"><div class=\"output_subarea rendered_html\">";

  private OutputsAsHtml() {}

  static String of(JsonNode outputs) {
    StringBuilder html = new StringBuilder();
    for (JsonNode output : outputs) {
      html.append(AREA).append(one(output)).append("</div></div>");
    }
    return html.toString();
  }

  private static String one(JsonNode output) {
    return switch (output.path("output_type").asText()) {
      case "stream" -> text(output.path("text").asText());
      case "error" -> {
        StringBuilder lines = new StringBuilder();
        output.path("traceback").forEach(line -> lines.append(line.asText()).append('\n'));
        yield text(lines.toString());
      }
      default -> data(output.path("data"));
    };
  }

  private static String data(JsonNode data) {
    for (String mime : MARKUP) {
      if (data.has(mime)) {
        return data.path(mime).asText();
      }
    }
    for (String mime : IMAGES) {
      if (data.has(mime)) {
        String base64 = data.path(mime).asText();
        return "<img src=\"data:%s;base64,%s\">".formatted(mime, base64);
      }
    }
    return text(data.path("text/plain").asText());
  }

  /** A text as it is, in the type of a terminal. */
  static String text(String text) {
    return "<pre>" + Display.escaped(text) + "</pre>";
  }
}
