package dev.trn3.kernel.magic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.protocol.Json;
import java.util.ArrayList;
import java.util.List;

/** A small table of texts, in the MIME types of the tables of the library. */
final class Table {

  private static final int WIDEST = 80;

  private final String title;
  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String title, String... headings) {
    this.title = title;
    this.headings = List.of(headings);
  }

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  MimeBundle bundle() {
    return MimeBundle.text(text())
        .with("text/html", html())
        .with("application/vnd.trn3.table+json", json());
  }

  private static String shortened(String cell) {
    String line = cell.replaceAll("\\s*\\R\\s*", " ⏎ ");
    int end = line.offsetByCodePoints(0, Math.min(WIDEST, line.codePointCount(0, line.length())));
    return end == line.length() ? line : line.substring(0, end) + "…";
  }

  private String text() {
    List<List<String>> lines = new ArrayList<>(List.of(headings));
    rows.forEach(row -> lines.add(row.stream().map(Table::shortened).toList()));
    StringBuilder text = new StringBuilder(title);
    for (List<String> line : lines) {
      StringBuilder written = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        int column = i;
        int width = lines.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        written.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
      }
      text.append('\n').append(written.toString().stripTrailing());
    }
    return text.toString();
  }

  private String html() {
    StringBuilder html = new StringBuilder("<table><caption>").append(escaped(title));
    html.append("</caption><thead><tr>");
    headings.forEach(each -> cell(html, "th", each));
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(each -> cell(html, "td", shortened(each)));
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static void cell(StringBuilder html, String tag, String text) {
    html.append('<').append(tag).append(" style=\"text-align:left\">").append(escaped(text));
    html.append("</").append(tag).append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private String json() {
    ObjectNode table = Json.object().put("title", title);
    ArrayNode columns = table.putArray("columns");
    headings.forEach(
        each -> columns.addObject().put("name", each).put("unit", "").put("type", "string"));
    table.put("rowCount", rows.size());
    ArrayNode all = table.putArray("rows");
    for (List<String> row : rows) {
      ArrayNode cells = all.addArray();
      row.forEach(cells::add);
    }
    return table.toString();
  }
}
