package dev.trn3.notebook.html;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.notebook.format.Output;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Outputs of a cell as HTML: of several forms of one thing, the richest a page can hold. */
public final class OutputHtml {

  private static final List<String> RICHEST_FIRST =
      List.of(
          "text/html",
          "image/svg+xml",
          "image/png",
          "image/jpeg",
          "image/gif",
          "text/markdown",
          "text/plain");

  private OutputHtml() {}

  /** One output. */
  public static String of(Output output) {
    return switch (output.kind()) {
      case STREAM -> block("stream " + Html.escaped(output.streamName()), pre(output.streamText()));
      case ERROR -> block("error", pre(trace(output)));
      case DISPLAY, RESULT -> rich(output);
      case UNKNOWN -> "";
    };
  }

  private static String trace(Output output) {
    String trace = output.traceback();
    return trace.isBlank() ? output.errorName() + ": " + output.errorMessage() : trace;
  }

  private static String rich(Output output) {
    for (String mime : RICHEST_FIRST) {
      if (output.has(mime)) {
        return block("rich", content(output, mime));
      }
    }
    if (output.mimeTypes().isEmpty()) {
      return "";
    }
    return block(
        "rich",
        "<p class=\"note\">" + Html.escaped(String.join(", ", output.mimeTypes())) + "</p>");
  }

  private static String content(Output output, String mime) {
    return switch (mime) {
      case "text/html" -> output.text(mime);
      case "image/svg+xml" ->
          image(
              output,
              mime,
              Base64.getEncoder()
                  .encodeToString(output.text(mime).getBytes(StandardCharsets.UTF_8)));
      case "text/markdown" ->
          Markdown.toHtml(output.text(mime), output.tree().path("none"), Path.of(""));
      case "text/plain" -> pre(output.text(mime));
      default -> image(output, mime, output.text(mime).replaceAll("\\s", ""));
    };
  }

  private static String image(Output output, String mime, String base64) {
    JsonNode size = output.metadata().path(mime);
    String width = size.path("width").isNumber() ? " width=\"" + size.path("width") + "\"" : "";
    String alternative = Html.escaped(output.text("text/plain").strip());
    return "<img class=\"figure\" alt=\"%s\"%s src=\"data:%s;base64,%s\">"
        .formatted(alternative, width, mime, base64);
  }

  private static String pre(String text) {
    return "<pre>" + Ansi.toHtml(text.stripTrailing()) + "</pre>";
  }

  private static String block(String kind, String html) {
    return "<div class=\"output " + kind + "\">" + html + "</div>\n";
  }
}
