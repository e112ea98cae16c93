package dev.trn3.report;

import dev.trn3.display.Rendered;
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
import tech.tablesaw.selection.BitmapBackedSelection;
import tech.tablesaw.selection.Selection;

/**
 * A chart of some columns of a table; each step returns a new one.
 *
 * @param x the column of x values, or of the labels of bars
 * @param y the columns of values, one series each
 * @param by the column whose values tell the series apart; empty where there is none
 * @param look how axes and extra lines are drawn
 */
public record TableFigure(
    Table table, Shape shape, String title, String x, List<String> y, String by, Look look)
    implements Plottable {
  /** Charts in a row of small multiples at most. */
  private static final int MULTIPLES = 24;

  /**
   * How axes and extra lines are drawn.
   *
   * @param ideal where the line of what would be proportional to x begins; null for none
   * @param higherX true if higher is better on the x axis of a front
   * @param higherY true if higher is better on its y axis
   */
  record Look(
      boolean logarithmicX,
      boolean logarithmicY,
      Reference ideal,
      boolean higherX,
      boolean higherY) {

    static final Look PLAIN = new Look(false, false, null, false, false);
  }

  static TableFigure of(Table table, Shape shape, String title, String x, List<String> y) {
    return new TableFigure(table, shape, title, x, y, "", Look.PLAIN);
  }

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
    return new TableFigure(table, shape, title, x, y, name, look);
  }

  /** The chart under another title than the name of the table. */
  public TableFigure title(String text) {
    return new TableFigure(table, shape, text, x, y, by, look);
  }

  /** The chart with the x axis in powers of ten. */
  public TableFigure logX() {
    return with(new Look(true, look.logarithmicY(), look.ideal(), look.higherX(), look.higherY()));
  }

  /** The chart with the axis of values in powers of ten. */
  public TableFigure logY() {
    return with(new Look(look.logarithmicX(), true, look.ideal(), look.higherX(), look.higherY()));
  }

  /** The chart and an ideal line from the first point on, as {@link #idealFrom}. */
  public TableFigure ideal() {
    return idealFrom(Reference.FIRST);
  }

  /**
   * The chart and a line of what would be proportional to x, or of times that fall to one over x,
   * from a point of the first series on: {@code idealFrom(first())}.
   *
   * @throws IllegalArgumentException if this is no chart of lines or points; when it is drawn, if
   *     the point is at x = 0
   */
  public TableFigure idealFrom(Reference point) {
    if (shape != Shape.LINE && shape != Shape.SCATTER) {
      throw new IllegalArgumentException(
          "only lines and points have an ideal line; use line(...) or scatter(...)");
    }
    return with(
        new Look(look.logarithmicX(), look.logarithmicY(), point, look.higherX(), look.higherY()));
  }

  /** The front with higher as better on the x axis. */
  public TableFigure higherX() {
    return with(
        new Look(look.logarithmicX(), look.logarithmicY(), look.ideal(), true, look.higherY()));
  }

  /** The front with higher as better on the y axis. */
  public TableFigure higherY() {
    return with(
        new Look(look.logarithmicX(), look.logarithmicY(), look.ideal(), look.higherX(), true));
  }

  private TableFigure with(Look other) {
    return new TableFigure(table, shape, title, x, y, by, other);
  }

  /**
   * Small multiples: this chart once for each value of the column, side by side.
   *
   * @throws IllegalArgumentException if there is no such column or it has more than 24 values
   */
  public Rendered each(String column) {
    Column<?> values = Tables.column(table, column);
    Map<String, Selection> rows = new LinkedHashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      String value = Grid.text(Grid.cell(values, row));
      rows.computeIfAbsent(value, any -> new BitmapBackedSelection()).add(row);
    }
    if (rows.size() > MULTIPLES) {
      throw new IllegalArgumentException(
          "\"%s\" has %d values, too many for charts side by side; leave out some, or use by(...)"
              .formatted(values.name(), rows.size()));
    }
    String name = Grid.Heading.parse(values.name(), Grid.Kind.STRING).name();
    List<Figure> figures = new ArrayList<>();
    rows.forEach(
        (value, some) ->
            figures.add(
                new TableFigure(table.where(some), shape, name + " " + value, x, y, by, look)
                    .figure()));
    return SideBySide.small(figures);
  }

  /** The XChart chart, for further styling. */
  public AxesChart<? extends AxesChartStyler, ?> chart() {
    return Charts.of(this);
  }

  @Override
  public Figure figure() {
    Figure figure = Figure.of(heading(), shape, axis(x, look.logarithmicX()), values());
    TableSeries series = new TableSeries(table, shape, x, by);
    for (String column : y) {
      for (Series each : series.of(column)) {
        figure = figure.with(each);
      }
    }
    if (shape == Shape.FRONT) {
      return fronted(figure);
    }
    if (shape == Shape.HEAT_MAP) {
      List<Series> rows = HeatMap.inOrder(figure.series(), Series::name);
      return new Figure(figure.title(), shape, figure.x(), figure.y(), rows);
    }
    if (look.ideal() == null) {
      return figure;
    }
    String unit = axis(y.get(0), false).unit();
    return figure.with(new IdealLine(look.ideal(), unit).along(figure.series().get(0)));
  }

  /** The rows of a heat map have no axis that could name them. */
  private String heading() {
    return shape != Shape.HEAT_MAP
        ? title
        : "%s%sby %s"
            .formatted(
                title,
                title.isEmpty() ? "" : ", ",
                Grid.Heading.parse(by, Grid.Kind.STRING).name());
  }

  /** The points of the chart with a line along the best of all of them before. */
  private Figure fronted(Figure points) {
    List<double[]> all = new ArrayList<>();
    for (Series series : points.series()) {
      for (int i = 0; i < series.y().size(); i++) {
        all.add(new double[] {series.x().get(i), series.y().get(i)});
      }
    }
    List<double[]> best =
        all.stream()
            .filter(one -> all.stream().noneMatch(each -> beats(each, one)))
            .sorted(Comparator.comparingDouble(point -> point[0]))
            .toList();
    Figure figure = new Figure(points.title(), shape, points.x(), points.y(), List.of());
    figure =
        figure.with(
            Series.points(
                "front",
                best.stream().map(point -> point[0]).toList(),
                best.stream().map(point -> point[1]).toList()));
    for (Series series : points.series()) {
      figure = figure.with(series);
    }
    return figure;
  }

  private boolean beats(double[] better, double[] worse) {
    double x1 = look.higherX() ? -better[0] : better[0];
    double x2 = look.higherX() ? -worse[0] : worse[0];
    double y1 = look.higherY() ? -better[1] : better[1];
    double y2 = look.higherY() ? -worse[1] : worse[1];
    return x1 <= x2 && y1 <= y2 && (x1 < x2 || y1 < y2);
  }

  private static Axis axis(String column, boolean logarithmic) {
    Grid.Heading heading = Grid.Heading.parse(column, Grid.Kind.DOUBLE);
    return new Axis(heading.name(), heading.unit(), logarithmic);
  }

  /** The axis of values; of several columns only the unit they share is written on it. */
  private Axis values() {
    if (y.size() == 1) {
      return axis(y.get(0), look.logarithmicY());
    }
    List<String> units = y.stream().map(column -> axis(column, false).unit()).distinct().toList();
    return new Axis("", units.size() == 1 ? units.get(0) : "", look.logarithmicY());
  }
}
