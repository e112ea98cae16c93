package dev.trn3.report;

import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Axis;
import dev.trn3.view.Figure.Series;
import dev.trn3.view.Figure.Shape;
import dev.trn3.view.Plottable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A chart of some columns of a table; each step returns a new one.
 *
 * @param x the column of x values, or of the labels of bars
 * @param y the columns of values, one series each
 * @param hasIdeal whether a line shows what would be proportional to x
 * @param by the column whose values tell the series apart; empty where there is none
 */
public record TableFigure(
    Table table,
    Shape shape,
    String title,
    String x,
    List<String> y,
    String by,
    boolean logarithmicX,
    boolean logarithmicY,
    boolean hasIdeal)
    implements Plottable {

  public TableFigure {
    y = List.copyOf(y);
  }

  /**
   * One series for each value of the column.
   *
   * @throws IllegalArgumentException if there is no such column, with those there are, or if
   *     several columns of values are plotted
   */
  public TableFigure by(String column) {
    if (y.size() > 1) {
      throw new IllegalArgumentException(
          "by(\"%s\") makes series of one column, but %d are plotted; plot one of %s"
              .formatted(column, y.size(), String.join(", ", y)));
    }
    String name = Tables.column(table, column).name();
    return new TableFigure(table, shape, title, x, y, name, logarithmicX, logarithmicY, hasIdeal);
  }

  /** The chart under another title than the name of the table. */
  public TableFigure title(String text) {
    return new TableFigure(table, shape, text, x, y, by, logarithmicX, logarithmicY, hasIdeal);
  }

  /** The chart with the x axis in powers of ten. */
  public TableFigure logX() {
    return new TableFigure(table, shape, title, x, y, by, true, logarithmicY, hasIdeal);
  }

  /** The chart with the axis of values in powers of ten. */
  public TableFigure logY() {
    return new TableFigure(table, shape, title, x, y, by, logarithmicX, true, hasIdeal);
  }

  /** The chart and a line of what would be proportional to x from the first point on. */
  public TableFigure ideal() {
    if (isBars()) {
      throw new IllegalArgumentException("bars have no ideal line; use line(...) or scatter(...)");
    }
    return new TableFigure(table, shape, title, x, y, by, logarithmicX, logarithmicY, true);
  }

  /** The XChart chart, for further styling. */
  public AxesChart<? extends AxesChartStyler, ?> chart() {
    return Charts.of(this);
  }

  @Override
  public Figure figure() {
    Figure figure = Figure.of(title, shape, axis(x, logarithmicX), values());
    for (String column : y) {
      for (Map.Entry<String, List<Integer>> group : groups(column).entrySet()) {
        figure = figure.with(series(group.getKey(), column, group.getValue()));
      }
    }
    return hasIdeal ? figure.with(proportional(figure.series().get(0))) : figure;
  }

  private static Series proportional(Series first) {
    double slope = first.y().get(0) / first.x().get(0);
    if (!Double.isFinite(slope)) {
      throw new IllegalArgumentException(
          "no ideal line goes through the first point of \"%s\", which is at x = 0"
              .formatted(first.name()));
    }
    return Series.points("ideal", first.x(), first.x().stream().map(x -> slope * x).toList());
  }

  private boolean isBars() {
    return shape == Shape.BAR || shape == Shape.STACKED_BAR;
  }

  private static Axis axis(String column, boolean logarithmic) {
    Grid.Heading heading = Grid.Heading.parse(column, Grid.Kind.DOUBLE);
    return new Axis(heading.name(), heading.unit(), logarithmic);
  }

  /** The axis of values; of several columns only the unit they share is written on it. */
  private Axis values() {
    if (y.size() == 1) {
      return axis(y.get(0), logarithmicY);
    }
    List<String> units = y.stream().map(column -> axis(column, false).unit()).distinct().toList();
    return new Axis("", units.size() == 1 ? units.get(0) : "", logarithmicY);
  }

  /** Names of series and the rows of each, in order of appearance. */
  private Map<String, List<Integer>> groups(String column) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    String name = Grid.Heading.parse(column, Grid.Kind.DOUBLE).name();
    for (int row = 0; row < table.rowCount(); row++) {
      if (!table.column(x).isMissing(row) && !table.column(column).isMissing(row)) {
        String group = by.isEmpty() ? name : Grid.text(Grid.cell(table.column(by), row));
        groups.computeIfAbsent(group, any -> new ArrayList<>()).add(row);
      }
    }
    return groups;
  }

  private Series series(String name, String column, List<Integer> rows) {
    List<Integer> ordered = new ArrayList<>(rows);
    if (shape == Shape.LINE) {
      ordered.sort(Comparator.comparingDouble(row -> number(x, row)));
    }
    List<Double> values = ordered.stream().map(row -> number(column, row)).toList();
    if (!isBars()) {
      return Series.points(name, ordered.stream().map(row -> number(x, row)).toList(), values);
    }
    Column<?> categories = table.column(x);
    List<String> labels =
        ordered.stream().map(row -> Grid.text(Grid.cell(categories, row))).toList();
    if (labels.stream().distinct().count() < labels.size()) {
      throw new IllegalArgumentException(
          "series \"%s\" has several rows for one \"%s\"; tell them apart by(...) or summarize first"
              .formatted(name, x));
    }
    return Series.bars(name, labels, values);
  }

  private double number(String column, int row) {
    return Tables.numbers(table, column).getDouble(row);
  }
}
