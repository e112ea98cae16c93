package dev.trn3.report;

import dev.trn3.view.Figure.Series;
import dev.trn3.view.Figure.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The columns of a table as series of a figure.
 *
 * @param x the column of x values, or of the labels of bars
 * @param by the column whose values tell the series apart; empty where there is none
 */
record TableSeries(Table table, Shape shape, String x, String by) {
  /** Points with an error bar each in one chart at most. */
  private static final int WHISKERS = 40;

  /** The series of a column of values, in order of appearance. */
  List<Series> of(String column) {
    List<Series> series = new ArrayList<>();
    groups(column).forEach((name, rows) -> series.add(series(name, column, rows)));
    return series;
  }

  /** Names of series and the rows of each, in order of appearance. */
  private Map<String, List<Integer>> groups(String column) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    String name = Grid.Heading.parse(column, Grid.Kind.DOUBLE).name();
    for (int row = 0; row < table.rowCount(); row++) {
      if (!table.column(x).isMissing(row) && !table.column(column).isMissing(row)) {
        String group = by.isEmpty() ? name : called(row);
        groups.computeIfAbsent(group, any -> new ArrayList<>()).add(row);
      }
    }
    return groups;
  }

  /**
   * A number by itself would not say in a legend what it is; the rows of a heat map need no name.
   */
  private String called(int row) {
    Column<?> column = table.column(by);
    String value = Grid.text(Grid.cell(column, row));
    if (shape == Shape.HEAT_MAP || !(column instanceof NumericColumn)) {
      return value;
    }
    Grid.Heading heading = Grid.Heading.parse(by, Grid.Kind.DOUBLE);
    return "%s %s %s".formatted(heading.name(), value, heading.unit()).strip();
  }

  private boolean isBars() {
    return shape == Shape.BAR || shape == Shape.STACKED_BAR || shape == Shape.HEAT_MAP;
  }

  private Series series(String name, String column, List<Integer> rows) {
    List<Integer> ordered = new ArrayList<>(rows);
    if (shape == Shape.LINE) {
      ordered.sort(Comparator.comparingDouble(row -> number(x, row)));
    }
    List<Double> values = ordered.stream().map(row -> number(column, row)).toList();
    if (!isBars()) {
      List<Double> across = ordered.stream().map(row -> number(x, row)).toList();
      return between(Series.points(name, across, values), column, ordered);
    }
    Column<?> categories = table.column(x);
    List<String> labels =
        ordered.stream().map(row -> Grid.text(Grid.cell(categories, row))).toList();
    if (labels.stream().distinct().count() < labels.size()) {
      throw new IllegalArgumentException(
          "series \"%s\" has several rows for one \"%s\"; tell them apart by(...) or summarize first"
              .formatted(name, x));
    }
    return between(Series.bars(name, labels, values), column, ordered);
  }

  /**
   * The series with error bars where the table has the ends of every interval, and where few enough
   * are drawn to be told apart.
   */
  private Series between(Series series, String column, List<Integer> rows) {
    List<String> ends = Grid.Heading.ends(column);
    boolean drawn = shape == Shape.LINE || shape == Shape.SCATTER || shape == Shape.BAR;
    if (!drawn || table.rowCount() > WHISKERS || !table.columnNames().containsAll(ends)) {
      return series;
    }
    boolean known =
        rows.stream()
            .allMatch(row -> ends.stream().noneMatch(end -> table.column(end).isMissing(row)));
    return known
        ? series.between(
            rows.stream().map(row -> number(ends.get(0), row)).toList(),
            rows.stream().map(row -> number(ends.get(1), row)).toList())
        : series;
  }

  private double number(String column, int row) {
    return Tables.numbers(table, column).getDouble(row);
  }
}
