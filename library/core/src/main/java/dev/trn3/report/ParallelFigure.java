package dev.trn3.report;

import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Axis;
import dev.trn3.view.Figure.Series;
import dev.trn3.view.Figure.Shape;
import dev.trn3.view.Plottable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Parallel coordinates of a table: a vertical axis for each column, a line for each row; the last
 * column colours the lines, lowest values darkest.
 *
 * @param columns names of the columns as the table has them
 */
public record ParallelFigure(Table table, String title, List<String> columns) implements Plottable {

  /** Axes of one chart at most. */
  private static final int MOST = 10;

  /** Columns of numbers with no more different values have a step for each. */
  private static final int STEPS = 8;

  public ParallelFigure {
    columns = List.copyOf(columns);
  }

  static ParallelFigure of(Table table, String title, List<String> names) {
    List<String> columns =
        names.isEmpty()
            ? table.columnNames().stream().filter(name -> !Grid.Heading.isEnd(name)).toList()
            : names.stream().map(name -> Tables.column(table, name).name()).toList();
    if (columns.size() < 2 || columns.size() > MOST) {
      throw new IllegalArgumentException(
          "parallel coordinates need 2 to %d columns, not %d; name some of %s"
              .formatted(MOST, columns.size(), String.join(", ", table.columnNames())));
    }
    return new ParallelFigure(table, title, columns);
  }

  /** The chart under another title than the name of the table. */
  public ParallelFigure title(String text) {
    return new ParallelFigure(table, text, columns);
  }

  /** The XChart chart, for further styling. */
  public AxesChart<? extends AxesChartStyler, ?> chart() {
    return Charts.of(this);
  }

  @Override
  public Figure figure() {
    List<Integer> rows =
        IntStream.range(0, table.rowCount())
            .filter(row -> columns.stream().noneMatch(name -> table.column(name).isMissing(row)))
            .boxed()
            .toList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "no row of \"%s\" has a value in all of %s"
              .formatted(table.name(), String.join(", ", columns)));
    }
    Axis coloured = Axis.linear("colour: " + columns.get(columns.size() - 1), "");
    Figure figure = Figure.of(title, Shape.PARALLEL, Axis.linear("", ""), coloured);
    for (String name : columns) {
      figure = figure.with(series(name, table.column(name), rows));
    }
    return figure;
  }

  private static Series series(String name, Column<?> column, List<Integer> rows) {
    List<String> labels = rows.stream().map(row -> Grid.text(Grid.cell(column, row))).toList();
    if (column instanceof NumericColumn<?> numbers) {
      List<Double> values = rows.stream().map(numbers::getDouble).toList();
      boolean few = labels.stream().distinct().count() <= STEPS;
      return new Series(name, few ? labels : List.of(), List.of(), values, List.of(), List.of());
    }
    Map<String, Integer> order = new LinkedHashMap<>();
    labels.forEach(label -> order.putIfAbsent(label, order.size()));
    List<Double> values = new ArrayList<>();
    labels.forEach(label -> values.add((double) order.get(label)));
    return Series.bars(name, labels, values);
  }
}
