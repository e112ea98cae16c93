package dev.trn3.report;

import dev.trn3.view.Sheet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/**
 * A table ready for writing, whatever it was before. Holds the first {@link #LIMIT} rows and how
 * many there are.
 *
 * @param rows each cell a String, Boolean, Long, Double or null (missing), in a {@link #folded}
 *     grid also a {@link Between}
 */
record Grid(
    String title,
    List<Heading> headings,
    List<List<Object>> rows,
    int rowCount,
    List<String> notes) {

  /** Rows kept, and so the most a JSON description holds. */
  static final int LIMIT = 1000;

  /** Rows shown to a reader. */
  static final int SHOWN = 40;

  /** What a column holds. */
  enum Kind {
    DOUBLE,
    INTEGER,
    BOOLEAN,
    STRING,
    MIXED;

    boolean isNumeric() {
      return this == DOUBLE || this == INTEGER;
    }
  }

  /** A figure and the ends of its interval, in one cell. */
  record Between(Object value, Object low, Object high) {

    /** Both ends in words, a missing one as a dash; empty where both are missing. */
    String ends() {
      return low == null && high == null ? "" : Grid.text(low) + Heading.BETWEEN + Grid.text(high);
    }
  }

  /**
   * Head of a column.
   *
   * @param between true if its cells are a {@link Between}
   */
  record Heading(String name, String unit, Kind kind, boolean between) {

    /** What stands between two ends, in heads and cells. */
    static final String BETWEEN = " to ";

    /** What is written below the head of figures with their ends. */
    static final String ENDS = "low" + BETWEEN + "high";

    Heading(String name, String unit, Kind kind) {
      this(name, unit, kind, false);
    }

    /** The columns of the ends of the intervals of a column. */
    static List<String> ends(String header) {
      Sheet.Column column = parse(header, Kind.DOUBLE).column();
      return List.of(column.low().header(), column.high().header());
    }

    /** True for the column of an end of the intervals of another. */
    static boolean isEnd(String header) {
      return parse(header, Kind.DOUBLE).column().isEnd();
    }

    private Sheet.Column column() {
      return Sheet.column(name, unit);
    }

    /** True if the next two columns are called as the ends of the intervals of this. */
    boolean isBetween(Heading low, Heading high) {
      return low.column().equals(column().low()) && high.column().equals(column().high());
    }

    String text() {
      return column().header();
    }

    /** Splits the header {@code name [unit]} of a Tablesaw column. */
    static Heading parse(String header, Kind kind) {
      int open = header.lastIndexOf(" [");
      return open > 0 && header.endsWith("]")
          ? new Heading(
              header.substring(0, open), header.substring(open + 2, header.length() - 1), kind)
          : new Heading(header, "", kind);
    }
  }

  static Grid of(Sheet sheet) {
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : sheet.rows().subList(0, Math.min(LIMIT, sheet.rows().size()))) {
      List<Object> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(plain(cell)));
      rows.add(Collections.unmodifiableList(cells));
    }
    List<Heading> headings = new ArrayList<>();
    for (int i = 0; i < sheet.columns().size(); i++) {
      Sheet.Column column = sheet.columns().get(i);
      headings.add(new Heading(column.name(), column.unit(), kind(sheet, i)));
    }
    return new Grid(sheet.title(), headings, rows, sheet.rows().size(), sheet.notes());
  }

  static Grid of(Relation table) {
    List<Heading> headings = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      headings.add(Heading.parse(column.name(), kind(column)));
    }
    int total = table.columnCount() == 0 ? 0 : table.rowCount();
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < Math.min(LIMIT, total); row++) {
      List<Object> cells = new ArrayList<>();
      for (Column<?> column : table.columns()) {
        cells.add(cell(column, row));
      }
      rows.add(Collections.unmodifiableList(cells));
    }
    return new Grid(table.name() == null ? "" : table.name(), headings, rows, total, List.of());
  }

  /**
   * The same with each figure and the ends of its interval, {@code step time}, {@code step time,
   * low} and {@code step time, high}, in one column, as readers see them.
   */
  Grid folded() {
    List<Heading> heads = new ArrayList<>();
    List<List<Object>> cells = new ArrayList<>();
    rows.forEach(row -> cells.add(new ArrayList<>()));
    for (int i = 0; i < headings.size(); i++) {
      int at = i;
      Heading head = headings.get(i);
      boolean between =
          i + 2 < headings.size()
              && (rows.isEmpty()
                  || head.kind().isNumeric()) // Nothing tells what an empty one holds.
              && head.isBetween(headings.get(i + 1), headings.get(i + 2));
      heads.add(new Heading(head.name(), head.unit(), head.kind(), between));
      for (int row = 0; row < rows.size(); row++) {
        List<Object> from = rows.get(row);
        cells
            .get(row)
            .add(
                between
                    ? new Between(from.get(at), from.get(at + 1), from.get(at + 2))
                    : from.get(at));
      }
      i += between ? 2 : 0;
    }
    return new Grid(title, heads, cells, rowCount, notes);
  }

  /** The rows a reader sees. */
  List<List<Object>> shown() {
    return rows.subList(0, Math.min(SHOWN, rows.size()));
  }

  /** What is said where rows are left out, or empty. */
  String rest() {
    int left = rowCount - shown().size();
    return left == 0 ? "" : "… " + Numbers.text(left) + (left == 1 ? " more row" : " more rows");
  }

  /** A cell for readers. */
  static String text(Object cell) {
    if (cell == null) {
      return "–";
    }
    if (cell instanceof Between both) {
      return text(both.value());
    }
    if (cell instanceof Double number) {
      return Numbers.text(number);
    }
    if (cell instanceof Long number) {
      return Numbers.text(number);
    }
    if (cell instanceof Boolean truth) {
      return truth ? "yes" : "no";
    }
    return cell.toString();
  }

  /** The ends below the figure of a cell; empty where there are none. */
  static String ends(Object cell) {
    return cell instanceof Between both ? both.ends() : "";
  }

  /** What a column of a sheet holds, over all its rows. */
  static Kind kind(Sheet sheet, int column) {
    Kind common = null;
    for (List<Object> row : sheet.rows()) {
      Object cell = plain(row.get(column));
      if (cell != null) {
        common = common(common, kind(cell));
      }
    }
    return common == null ? Kind.STRING : common;
  }

  private static Kind common(Kind one, Kind other) {
    if (one == null || one == other) {
      return other;
    }
    return one.isNumeric() && other.isNumeric() ? Kind.DOUBLE : Kind.MIXED;
  }

  private static Kind kind(Object cell) {
    if (cell instanceof Double) {
      return Kind.DOUBLE;
    }
    if (cell instanceof Long) {
      return Kind.INTEGER;
    }
    return cell instanceof Boolean ? Kind.BOOLEAN : Kind.STRING;
  }

  // By class: the constants of ColumnType depend on which of its classes was loaded first.
  private static Kind kind(Column<?> column) {
    if (column instanceof DoubleColumn || column instanceof FloatColumn) {
      return Kind.DOUBLE;
    }
    if (column instanceof IntColumn
        || column instanceof LongColumn
        || column instanceof ShortColumn) {
      return Kind.INTEGER;
    }
    return column instanceof BooleanColumn ? Kind.BOOLEAN : Kind.STRING;
  }

  /** A cell of a Tablesaw column, null where it is missing. */
  static Object cell(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return null;
    }
    return kind(column) == Kind.STRING ? column.getString(row) : plain(column.get(row));
  }

  /** One Java type for each kind of cell. */
  static Object plain(Object cell) {
    if (cell instanceof Integer || cell instanceof Long || cell instanceof Short) {
      return ((Number) cell).longValue();
    }
    if (cell instanceof Number number) {
      return number.doubleValue();
    }
    return cell == null || cell instanceof Boolean ? cell : cell.toString();
  }
}
