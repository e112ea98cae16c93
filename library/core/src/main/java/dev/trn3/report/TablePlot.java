package dev.trn3.report;

import dev.trn3.view.Figure.Shape;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * The choice of a chart for a table: {@code plot(table).line("servers", "tokens/s")}.
 *
 * <p>Columns are named with or without their unit. Rows in which a value is missing are left out.
 * Lines, points and bars of a column {@code step time} have error bars where the table also has
 * {@code step time, low} and {@code step time, high}, and at most 40 rows.
 */
public final class TablePlot {

  private final Table table;

  TablePlot(Table table) {
    this.table = table;
  }

  /**
   * A line over x for each of these columns, points in the order of x.
   *
   * @throws IllegalArgumentException if a column does not exist, with those that do, or does not
   *     hold numbers
   */
  public TableFigure line(String x, String... y) {
    return figure(Shape.LINE, x, y);
  }

  /**
   * A point for each row.
   *
   * @throws IllegalArgumentException as {@link #line}
   */
  public TableFigure scatter(String x, String... y) {
    return figure(Shape.SCATTER, x, y);
  }

  /**
   * A horizontal bar for each row, and beside it one for each further column.
   *
   * @param category the column with the labels of the bars, of any type
   * @throws IllegalArgumentException as {@link #line}
   */
  public TableFigure bar(String category, String... values) {
    return figure(Shape.BAR, category, values);
  }

  /**
   * A horizontal bar for each row in which the columns are stacked.
   *
   * @throws IllegalArgumentException as {@link #line}
   */
  public TableFigure stackedBar(String category, String... values) {
    return figure(Shape.STACKED_BAR, category, values);
  }

  /**
   * A point for each row, and a line along those that no other beats in both columns: lower is
   * better in both, unless {@link TableFigure#higherX} or {@link TableFigure#higherY} say
   * otherwise.
   *
   * @throws IllegalArgumentException as {@link #line}
   */
  public TableFigure front(String x, String y) {
    return figure(Shape.FRONT, x, y);
  }

  /**
   * Colours: a column for each value of x, a row for each value of y.
   *
   * @param value the column that the colours show
   * @throws IllegalArgumentException as {@link #line}
   */
  public TableFigure heatMap(String x, String y, String value) {
    return figure(Shape.HEAT_MAP, x, value).by(y);
  }

  /**
   * Parallel coordinates: a vertical axis for each of these columns, a line across them for each
   * row; the last column colours the lines, lowest values darkest. All columns but ends of
   * intervals where none is named.
   *
   * @throws IllegalArgumentException if a column does not exist, or if they are fewer than 2 or
   *     more than 10
   */
  public ParallelFigure parallel(String... columns) {
    String title = table.name() == null ? "" : table.name();
    return ParallelFigure.of(table, title, List.of(columns));
  }

  private TableFigure figure(Shape shape, String x, String... y) {
    if (y.length == 0) {
      throw new IllegalArgumentException(
          "name at least one column to plot over \""
              + x
              + "\", such as line(\""
              + x
              + "\", \"…\")");
    }
    boolean bars = shape == Shape.BAR || shape == Shape.STACKED_BAR || shape == Shape.HEAT_MAP;
    String across = Tables.column(table, x).name();
    if (!bars) {
      Tables.numbers(table, across);
    }
    List<String> up = List.of(y).stream().map(name -> Tables.numbers(table, name).name()).toList();
    String title = table.name() == null ? "" : table.name();
    return TableFigure.of(table, shape, title, across, up);
  }
}
