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
 * @param rows each cell a String, Boolean, Long, Double or null (missing)
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

  /** Head of a column. */
  record Heading(String name, String unit, Kind kind) {

    String text() {
      return unit.isEmpty() ? name : name + " [" + unit + "]";
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
