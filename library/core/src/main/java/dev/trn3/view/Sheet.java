package dev.trn3.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A small table, independent of any table library.
 *
 * @param title shown above the table
 * @param columns the columns, left to right
 * @param rows cells by row; each a String, Boolean, Long, Integer, Double or null (not known).
 *     Numbers are in the unit of their column
 * @param notes sentences below the table: what limits it, what is not modelled, how sure we are
 */
public record Sheet(
    String title, List<Column> columns, List<List<Object>> rows, List<String> notes) {

  /**
   * One column.
   *
   * @param name what it holds, without the unit
   * @param unit the unit of its numbers, such as {@code TB/s}; empty where there is none
   */
  public record Column(String name, String unit) {

    private static final String LOW = ", low";
    private static final String HIGH = ", high";

    /** The column of the lower ends of its figures. */
    public Column low() {
      return new Column(name + LOW, unit);
    }

    /** The column of the higher ends of its figures. */
    public Column high() {
      return new Column(name + HIGH, unit);
    }

    /** This column and those of its ends, in the order in which readers see them as one. */
    public List<Column> withEnds() {
      return List.of(this, low(), high());
    }

    /** True for the lower or higher ends of another column. */
    public boolean isEnd() {
      return name.endsWith(LOW) || name.endsWith(HIGH);
    }

    /** Name and unit as a header: {@code HBM bandwidth [TB/s]}. */
    public String header() {
      return unit.isEmpty() ? name : name + " [" + unit + "]";
    }
  }

  public Sheet {
    Objects.requireNonNull(title);
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
    List<List<Object>> copy = new ArrayList<>();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "row %s of \"%s\" has %d cells for %d columns"
                .formatted(row, title, row.size(), columns.size()));
      }
      copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copy);
  }

  /** An empty table to which rows are added by {@link #row}. */
  public static Sheet of(String title, Column... columns) {
    return new Sheet(title, List.of(columns), List.of(), List.of());
  }

  /** A column without unit. */
  public static Column column(String name) {
    return new Column(name, "");
  }

  /** A column whose numbers are in the unit. */
  public static Column column(String name, String unit) {
    return new Column(name, unit);
  }

  /** This table and one more row. */
  public Sheet row(Object... cells) {
    List<List<Object>> more = new ArrayList<>(rows);
    more.add(new ArrayList<>(java.util.Arrays.asList(cells)));
    return new Sheet(title, columns, more, notes);
  }

  /** This table and one more sentence below it. */
  public Sheet note(String sentence) {
    List<String> more = new ArrayList<>(notes);
    more.add(sentence);
    return new Sheet(title, columns, rows, more);
  }
}
