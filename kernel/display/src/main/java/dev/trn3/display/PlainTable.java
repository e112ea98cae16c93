package dev.trn3.display;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows and columns, shown as aligned text, as HTML and, for programs that compare, as data.
 *
 * <p>Columns of numbers stand to the right. A null is a missing cell. Of long tables a reader sees
 * the first {@value #SHOWN} rows and how many more there are.
 *
 * @param title above the table; may be empty
 * @param columns their headings
 * @param rows the first rows, at most {@value #LIMIT}; each has a cell for each column
 * @param rowCount how many rows there are in all
 */
public record PlainTable(String title, List<String> columns, List<List<Object>> rows, int rowCount)
    implements Bundled {

  /** Rows that the data holds. */
  public static final int LIMIT = 1000;

  /** Rows shown to a reader. */
  static final int SHOWN = 40;

  private static final String MIME = "application/vnd.trn3.table+json";

  public PlainTable {
    columns = List.copyOf(columns);
    List<List<Object>> checked = new ArrayList<>();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "row %d has %d cells, the table has %d columns"
                .formatted(checked.size() + 1, row.size(), columns.size()));
      }
      checked.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(checked);
    rowCount = Math.max(rowCount, rows.size());
  }

  /** What a column holds, as the data says it. */
  enum Kind {
    INTEGER,
    DOUBLE,
    BOOLEAN,
    STRING,
    MIXED;

    boolean isNumeric() {
      return this == INTEGER || this == DOUBLE;
    }

    private static Kind of(Object cell) {
      if (cell instanceof Long
          || cell instanceof Integer
          || cell instanceof Short
          || cell instanceof Byte
          || cell instanceof BigInteger) {
        return INTEGER;
      }
      if (cell instanceof Number) {
        return DOUBLE;
      }
      return cell instanceof Boolean ? BOOLEAN : STRING;
    }

    private Kind and(Kind other) {
      if (this == other) {
        return this;
      }
      return isNumeric() && other.isNumeric() ? DOUBLE : MIXED;
    }
  }

  @Override
  public MimeBundle bundle() {
    return bundle(SHOWN);
  }

  /** As {@link #bundle}, with all rows: for tables in which a person looks for one of them. */
  public MimeBundle wholeBundle() {
    return bundle(rows.size());
  }

  private MimeBundle bundle(int most) {
    return MimeBundle.text(PlainTableText.write(this, most))
        .with("text/html", PlainTableHtml.write(this, most))
        .with(MIME, data());
  }

  @Override
  public String toString() {
    return PlainTableText.write(this, SHOWN);
  }

  List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      kinds.add(
          rows.stream()
              .map(row -> row.get(column))
              .filter(cell -> cell != null)
              .map(Kind::of)
              .reduce(Kind::and)
              .orElse(Kind.STRING));
    }
    return kinds;
  }

  /** The rows a reader sees, at most so many. */
  List<List<Object>> shown(int most) {
    return rows.subList(0, Math.min(most, rows.size()));
  }

  /** What is said below at most so many rows, or empty. */
  String rest(int most) {
    int left = rowCount - shown(most).size();
    if (rowCount == 0) {
      return "(no rows)";
    }
    return left == 0
        ? ""
        : String.format(Locale.ROOT, "… %,d more %s", left, left == 1 ? "row" : "rows");
  }

  /** A cell as a reader sees it, in one line and at most so many characters. */
  static String text(Object cell, int longest) {
    String line =
        cell == null ? "–" : Renderers.text(cell).strip().replaceAll("\\s*\\R\\s*", " ⏎ ");
    return line.codePointCount(0, line.length()) <= longest
        ? line
        : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
  }

  private String data() {
    List<Map<String, Object>> headings = new ArrayList<>();
    List<Kind> kinds = kinds();
    for (int i = 0; i < columns.size(); i++) {
      Map<String, Object> heading = new LinkedHashMap<>();
      heading.put("name", columns.get(i));
      heading.put("unit", "");
      heading.put("type", kinds.get(i).name().toLowerCase(Locale.ROOT));
      headings.add(heading);
    }
    List<List<Object>> cells = rows.stream().map(PlainTable::plain).toList();
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("title", title);
    table.put("columns", headings);
    table.put("rowCount", rowCount);
    table.put("rows", cells);
    return Json.write(table);
  }

  private static List<Object> plain(List<Object> row) {
    List<Object> plain = new ArrayList<>();
    for (Object cell : row) {
      boolean finite = !(cell instanceof Number n) || Double.isFinite(n.doubleValue());
      boolean asItIs = cell == null || cell instanceof Boolean || cell instanceof Number;
      plain.add(asItIs && finite ? cell : Renderers.text(cell));
    }
    return plain;
  }
}
