package dev.trn3.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes a table as aligned plain text, numbers aligned at their decimal point. */
final class TableText {

  /** A column of text is not made narrower than this to save width. */
  private static final int NARROWEST = 12;

  private static final String GAP = "  ";

  private TableText() {}

  /**
   * Writes the table.
   *
   * @param width columns of the terminal; texts are wrapped to fit, and columns that still do not
   *     are named below the table
   */
  static String write(Grid given, int width) {
    Grid grid = given.folded();
    List<String[]> columns = new ArrayList<>();
    for (int i = 0; i < grid.headings().size(); i++) {
      columns.add(cells(grid, i));
    }
    int[] widths = fit(grid, columns, width);
    int kept = kept(widths, width);

    StringBuilder text = new StringBuilder();
    wrap(grid.title(), width).forEach(line -> text.append(line).append('\n'));
    List<String> heads = grid.headings().stream().map(Grid.Heading::text).toList();
    List<String> below =
        grid.headings().stream().map(each -> each.between() ? Grid.Heading.ENDS : "").toList();
    row(text, grid, heads, below, widths, kept);
    for (int i = 0; i < kept; i++) {
      text.append(i == 0 ? "" : GAP).append("─".repeat(widths[i]));
    }
    text.append('\n');
    for (int r = 0; r < grid.shown().size(); r++) {
      int at = r;
      List<String> cells = columns.stream().map(column -> column[at]).toList();
      List<String> ends = grid.shown().get(r).stream().map(Grid::ends).toList();
      row(text, grid, cells, ends, widths, kept);
    }
    ending(text, grid, heads.subList(kept, heads.size()), width);
    return text.toString().stripTrailing();
  }

  private static void ending(StringBuilder text, Grid grid, List<String> hidden, int width) {
    if (grid.rowCount() == 0) {
      text.append("(no rows)\n");
    }
    if (!grid.rest().isEmpty()) {
      text.append(grid.rest()).append('\n');
    }
    if (!hidden.isEmpty()) {
      String names = "… " + hidden.size() + " more columns: " + String.join(", ", hidden);
      wrap(names, width).forEach(line -> text.append(line).append('\n'));
    }
    for (String note : grid.notes()) {
      wrap(note, width).forEach(line -> text.append(line).append('\n'));
    }
  }

  /** Cells of a column, those of numbers padded so that their decimal points stand in line. */
  static String[] cells(Grid grid, int column) {
    String[] cells =
        grid.shown().stream()
            .map(row -> oneLine(Grid.text(row.get(column))))
            .toArray(String[]::new);
    if (!grid.headings().get(column).kind().isNumeric()) {
      return cells;
    }
    int most = Arrays.stream(cells).mapToInt(TableText::decimals).max().orElse(0);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i] + " ".repeat(most - decimals(cells[i]));
    }
    return cells;
  }

  /** Places from the decimal point on, the point included. */
  private static int decimals(String number) {
    int point = number.indexOf('.');
    return point < 0 || number.indexOf('e') >= 0 ? 0 : number.length() - point;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\R", " ").replace('\t', ' ');
  }

  private static int[] fit(Grid grid, List<String[]> columns, int width) {
    int[] widths = new int[columns.size()];
    int[] least = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      Grid.Heading heading = grid.headings().get(i);
      int cells = widest(grid, columns.get(i), i);
      widths[i] = Math.max(1, Math.max(cells, length(heading.text())));
      int word =
          Arrays.stream(heading.text().split(" ", -1)).mapToInt(TableText::length).max().orElse(1);
      least[i] = Math.max(word, heading.kind().isNumeric() ? Math.max(1, cells) : NARROWEST);
    }
    while (total(widths, widths.length) > width) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  /** The widest cell of a column, with the ends below it. */
  private static int widest(Grid grid, String[] cells, int column) {
    int most = grid.headings().get(column).between() ? length(Grid.Heading.ENDS) : 0;
    for (int r = 0; r < cells.length; r++) {
      int ends = length(Grid.ends(grid.shown().get(r).get(column)));
      most = Math.max(most, Math.max(length(cells[r]), ends));
    }
    return most;
  }

  private static int kept(int[] widths, int width) {
    int kept = widths.length;
    while (kept > 1 && total(widths, kept) > width) {
      kept--;
    }
    return kept;
  }

  private static int total(int[] widths, int count) {
    return Arrays.stream(widths).limit(count).sum() + GAP.length() * Math.max(0, count - 1);
  }

  /** The cells of a row, each with what stands below it. */
  private static void row(
      StringBuilder text,
      Grid grid,
      List<String> cells,
      List<String> below,
      int[] widths,
      int kept) {
    List<List<String>> wrapped = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      List<String> lines = new ArrayList<>(wrap(cells.get(i), widths[i]));
      if (!below.get(i).isEmpty()) {
        lines.add(below.get(i));
      }
      wrapped.add(lines);
    }
    int height = wrapped.stream().mapToInt(List::size).max().orElse(0);
    for (int line = 0; line < height; line++) {
      StringBuilder built = new StringBuilder();
      for (int i = 0; i < kept; i++) {
        String part = line < wrapped.get(i).size() ? wrapped.get(i).get(line) : "";
        String blank = " ".repeat(Math.max(0, widths[i] - length(part)));
        built.append(i == 0 ? "" : GAP);
        built.append(grid.headings().get(i).kind().isNumeric() ? blank + part : part + blank);
      }
      text.append(built.toString().stripTrailing()).append('\n');
    }
  }

  /** Lines of at most the width, broken between words, or within one that is longer. */
  static List<String> wrap(String text, int width) {
    if (length(text) <= width) {
      return text.isEmpty() ? List.of() : List.of(text);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String rest = word;
      if (line.length() > 0 && length(line) + 1 + length(rest) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (length(rest) > width) {
        int cut = rest.offsetByCodePoints(0, width);
        lines.add(rest.substring(0, cut));
        rest = rest.substring(cut);
      }
      line.append(line.length() == 0 ? "" : " ").append(rest);
    }
    lines.add(line.toString());
    return lines;
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
