package dev.trn3.report;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.Rendered;
import dev.trn3.display.Renderers;
import dev.trn3.view.Figure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Puts anything that can be shown into one row, which wraps on narrow pages. */
final class SideBySide {

  private SideBySide() {}

  static Rendered of(Object... values) {
    StringBuilder html = new StringBuilder();
    StringBuilder text = new StringBuilder();
    html.append("<div style=\"display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start\">\n");
    for (Object value : values) {
      MimeBundle bundle = Renderers.render(value);
      html.append("<div style=\"flex:0 1 auto;min-width:0;max-width:100%\">");
      html.append(content(bundle)).append("</div>\n");
      text.append(text.length() == 0 ? "" : "\n\n").append(bundle.text());
    }
    html.append("</div>");
    return new Rendered(MimeBundle.text(text.toString()).with("text/html", html.toString()));
  }

  /** Small multiples: charts half as large, for comparing their shapes. */
  static Rendered small(List<Figure> figures) {
    StringBuilder html = new StringBuilder();
    StringBuilder text = new StringBuilder();
    html.append("<div style=\"display:flex;flex-wrap:wrap;gap:.5em\">\n");
    for (Figure figure : figures) {
      MimeBundle bundle = Charts.render(figure);
      html.append("<div style=\"flex:0 1 ").append(Charts.WIDTH / 2).append("px;min-width:0\">");
      html.append(content(bundle)).append("</div>\n");
      text.append(text.length() == 0 ? "" : "\n\n").append(bundle.text());
    }
    html.append("</div>");
    return new Rendered(MimeBundle.text(text.toString()).with("text/html", html.toString()));
  }

  private static String content(MimeBundle bundle) {
    Map<String, String> data = bundle.data();
    if (data.containsKey("image/svg+xml")) {
      byte[] svg = data.get("image/svg+xml").getBytes(StandardCharsets.UTF_8);
      return image("image/svg+xml", Base64.getEncoder().encodeToString(svg), bundle);
    }
    if (data.containsKey("image/png")) {
      return image("image/png", data.get("image/png").replaceAll("\\s", ""), bundle);
    }
    if (data.containsKey("text/html")) {
      return data.get("text/html");
    }
    return "<pre style=\"margin:0;white-space:pre-wrap\">"
        + TableHtml.escape(bundle.text())
        + "</pre>";
  }

  private static String image(String mime, String base64, MimeBundle bundle) {
    String first = bundle.text().lines().findFirst().orElse("");
    return "<img src=\"data:%s;base64,%s\" alt=\"%s\" style=\"max-width:100%%;width:%dpx\">"
        .formatted(mime, base64, TableHtml.escape(first), Charts.WIDTH);
  }
}
