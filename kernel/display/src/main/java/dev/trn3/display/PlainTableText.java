package dev.trn3.display;

import java.util.ArrayList;
import java.util.List;

/** Writes a table as aligned plain text. */
final class PlainTableText {

  /** Characters in a cell and in a line; what does not fit is said below. */
  private static final int WIDEST_CELL = 60;

  private static final int WIDEST_LINE = 160;
  private static final String GAP = "  ";

  private PlainTableText() {}

  static String write(PlainTable table, int most) {
    List<PlainTable.Kind> kinds = table.kinds();
    List<List<String>> lines = new ArrayList<>(List.of(table.columns()));
    for (List<Object> row : table.shown(most)) {
      lines.add(row.stream().map(cell -> PlainTable.text(cell, WIDEST_CELL)).toList());
    }
    List<Integer> widths = new ArrayList<>();
    int total = 0;
    for (int i = 0; i < kinds.size(); i++) {
      int column = i;
      int width = lines.stream().mapToInt(line -> length(line.get(column))).max().orElse(0);
      total += width + GAP.length();
      if (i > 0 && total > WIDEST_LINE) {
        break;
      }
      widths.add(width);
    }
    StringBuilder text = new StringBuilder();
    if (!table.title().isBlank()) {
      text.append(table.title()).append('\n');
    }
    row(text, lines.get(0), widths, kinds);
    row(text, widths.stream().map("─"::repeat).toList(), widths, kinds);
    lines.subList(1, lines.size()).forEach(line -> row(text, line, widths, kinds));
    if (!table.rest(most).isEmpty()) {
      text.append(table.rest(most)).append('\n');
    }
    List<String> hidden = table.columns().subList(widths.size(), table.columns().size());
    if (!hidden.isEmpty()) {
      text.append("… ").append(hidden.size()).append(" more columns: ");
      text.append(PlainTable.text(String.join(", ", hidden), WIDEST_LINE));
    }
    return text.toString().stripTrailing();
  }

  private static void row(
      StringBuilder text, List<String> cells, List<Integer> widths, List<PlainTable.Kind> kinds) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.size(); i++) {
      String blank = " ".repeat(widths.get(i) - length(cells.get(i)));
      line.append(i == 0 ? "" : GAP);
      line.append(kinds.get(i).isNumeric() ? blank + cells.get(i) : cells.get(i) + blank);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
