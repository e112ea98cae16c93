package dev.trn3.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a table as HTML that needs no style sheet. Colours are inherited and lines translucent, so
 * that it reads on light and on dark pages.
 */
final class TableHtml {

  private static final String CELL =
      "padding:.25em .8em;border:0;border-bottom:1px solid #8885;text-align:";

  private static final String HEAD =
      "padding:.25em .8em;border:0;border-bottom:2px solid #888a;font-weight:600;text-align:";

  private static final Pattern MONEY = Pattern.compile("-?\\$[\\d,.]+");

  private static final Pattern VALUE = Pattern.compile("[~<>]?\\d[\\d,.-]*( [^ ]{1,8})?");

  private static final Pattern LONG_WORD = Pattern.compile("\\S{28}");

  private TableHtml() {}

  static String write(Grid given) {
    Grid grid = given.folded();
    StringBuilder html = new StringBuilder();
    html.append("<div style=\"overflow-x:auto\">");
    html.append("<table style=\"border-collapse:collapse;border:0;margin:.4em 0;");
    html.append("font-variant-numeric:tabular-nums;color:inherit;background:transparent\">\n");
    if (!grid.title().isBlank()) {
      html.append("<caption style=\"caption-side:top;text-align:left;font-weight:600;");
      html.append("padding:.2em .8em .5em;color:inherit\">");
      html.append(prose(grid.title())).append("</caption>\n");
    }
    html.append("<thead><tr>");
    for (int i = 0; i < grid.headings().size(); i++) {
      head(html, grid.headings().get(i), align(grid, i));
    }
    html.append("</tr></thead>\n<tbody style=\"vertical-align:top\">\n");
    body(html, grid);
    html.append("</tbody>\n</table>");
    notes(html, grid);
    return html.append("</div>").toString();
  }

  private static void head(StringBuilder html, Grid.Heading heading, String align) {
    html.append("<th scope=\"col\" style=\"").append(HEAD).append(align).append("\">");
    html.append(escape(heading.name()));
    if (!heading.unit().isEmpty()) {
      html.append(" <span style=\"font-weight:400;opacity:.7;white-space:nowrap\">[");
      html.append(escape(heading.unit())).append("]</span>");
    }
    html.append(below(heading.between() ? Grid.Heading.ENDS : "")).append("</th>");
  }

  private static void body(StringBuilder html, Grid grid) {
    List<String[]> columns = new ArrayList<>();
    List<String> aligns = new ArrayList<>();
    for (int i = 0; i < grid.headings().size(); i++) {
      columns.add(TableText.cells(grid, i));
      aligns.add(align(grid, i));
    }
    for (int row = 0; row < grid.shown().size(); row++) {
      html.append("<tr>");
      for (int i = 0; i < columns.size(); i++) {
        Grid.Heading heading = grid.headings().get(i);
        Object value = grid.shown().get(row).get(i);
        html.append("<td style=\"").append(CELL).append(aligns.get(i)).append(wrapping(value));
        html.append("\">").append(cell(heading, columns.get(i)[row], value));
        html.append(below(Grid.ends(value))).append("</td>");
      }
      html.append("</tr>\n");
    }
    String rest = grid.rowCount() == 0 ? "(no rows)" : grid.rest();
    if (!rest.isEmpty() && !grid.headings().isEmpty()) {
      html.append("<tr><td colspan=\"").append(grid.headings().size()).append("\" style=\"");
      html.append(CELL).append("left;opacity:.7\">").append(rest).append("</td></tr>\n");
    }
  }

  /** The ends of an interval, smaller and on a line of their own. */
  private static String below(String ends) {
    return ends.isEmpty()
        ? ""
        : "<br><span style=\"font-size:.85em;font-weight:400;opacity:.7;white-space:nowrap\">"
            + escape(ends)
            + "</span>";
  }

  private static String cell(Grid.Heading heading, String aligned, Object value) {
    if (!heading.kind().isNumeric()) {
      return prose(Grid.text(value)).replaceAll("\\R", "<br>");
    }
    String number = aligned.stripTrailing();
    int blanks = aligned.length() - number.length();
    // A decimal point is narrower than a digit: one punctuation space, then figure spaces.
    boolean fraction = number.indexOf('.') >= 0 || blanks == 0;
    return number + (fraction ? "" : "\u2008") + "\u2007".repeat(fraction ? blanks : blanks - 1);
  }

  private static void notes(StringBuilder html, Grid grid) {
    for (String note : grid.notes()) {
      html.append("\n<div style=\"padding:.1em .8em;font-size:.9em;opacity:.75;max-width:60em\">");
      html.append(prose(note)).append("</div>");
    }
  }

  /** Numbers and columns of nothing but money end at the right. */
  private static String align(Grid grid, int column) {
    boolean right = grid.headings().get(column).kind().isNumeric() || isMoney(grid, column);
    return right ? "right" : "left";
  }

  private static boolean isMoney(Grid grid, int column) {
    return !grid.shown().isEmpty()
        && grid.shown().stream()
            .allMatch(row -> MONEY.matcher(Grid.text(row.get(column))).matches());
  }

  /** A date or "2.52 PFLOPS" stays on its line; an address may break anywhere, to spare others. */
  private static String wrapping(Object value) {
    String text = Grid.text(value);
    if (VALUE.matcher(text).matches()) {
      return ";white-space:nowrap";
    }
    return LONG_WORD.matcher(text).find() ? ";overflow-wrap:anywhere" : "";
  }

  /** Dollars stand in elements of their own: front ends set what is between two of them as math. */
  private static String prose(String text) {
    return escape(text).replace("$", "<span>$</span>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
