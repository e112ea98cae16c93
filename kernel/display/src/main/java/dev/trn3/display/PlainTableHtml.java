package dev.trn3.display;

import java.util.List;

/**
 * Writes a table as HTML that needs no style sheet. Colours are inherited and lines translucent, so
 * that it reads on light and on dark pages.
 */
final class PlainTableHtml {

  private static final int WIDEST_CELL = 300;
  private static final String CELL =
      "padding:.25em .8em;border:0;border-bottom:1px solid #8885;text-align:";
  private static final String HEAD =
      "padding:.25em .8em;border:0;border-bottom:2px solid #888a;font-weight:600;text-align:";

  private PlainTableHtml() {}

  static String write(PlainTable table, int most) {
    List<PlainTable.Kind> kinds = table.kinds();
    StringBuilder html = new StringBuilder("<div style=\"overflow-x:auto\"><table style=\"");
    html.append("border-collapse:collapse;border:0;margin:.4em 0;color:inherit;");
    html.append("background:transparent;font-variant-numeric:tabular-nums\">\n");
    if (!table.title().isBlank()) {
      html.append("<caption style=\"caption-side:top;text-align:left;color:inherit;");
      html.append("padding:.2em .8em .5em\">").append(escaped(table.title()));
      html.append("</caption>\n");
    }
    html.append("<thead><tr>");
    for (int i = 0; i < kinds.size(); i++) {
      cell(html, "th", HEAD + align(kinds.get(i)), table.columns().get(i));
    }
    html.append("</tr></thead>\n<tbody style=\"vertical-align:top\">\n");
    for (List<Object> row : table.shown(most)) {
      html.append("<tr>");
      for (int i = 0; i < kinds.size(); i++) {
        cell(html, "td", CELL + align(kinds.get(i)), PlainTable.text(row.get(i), WIDEST_CELL));
      }
      html.append("</tr>\n");
    }
    if (!table.rest(most).isEmpty() && !kinds.isEmpty()) {
      html.append("<tr><td colspan=\"").append(kinds.size()).append("\" style=\"").append(CELL);
      html.append("left;opacity:.7\">").append(table.rest(most)).append("</td></tr>\n");
    }
    return html.append("</tbody></table></div>").toString();
  }

  private static void cell(StringBuilder html, String tag, String style, String text) {
    html.append('<').append(tag).append(" style=\"").append(style).append("\">");
    html.append(escaped(text)).append("</").append(tag).append('>');
  }

  private static String align(PlainTable.Kind kind) {
    return kind.isNumeric() ? "right" : "left";
  }

  /** Dollars stand in elements of their own: front ends set what is between two of them as math. */
  private static String escaped(String text) {
    return Display.escaped(text).replace("$", "<span>$</span>");
  }
}
