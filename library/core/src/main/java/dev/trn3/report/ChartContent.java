package dev.trn3.report;

import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Axis;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.HorizontalBarSeries;
import org.knowm.xchart.PieSeries;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.internal.series.AxesChartSeriesCategory;
import org.knowm.xchart.internal.series.AxesChartSeriesNumerical;
import org.knowm.xchart.internal.series.Series;

/** What a chart says, read from any XChart chart: axes, and the points of each series. */
record ChartContent(String title, String kind, Axis x, Axis y, List<Points> series) {

  /**
   * The points of one series; lists that do not apply are empty.
   *
   * @param labels names of points
   */
  record Points(
      String name,
      List<String> labels,
      List<Double> x,
      List<Double> y,
      List<Double> low,
      List<Double> high) {}

  static ChartContent of(IChart chart) {
    List<Points> series = new ArrayList<>();
    if (chart instanceof Chart<?, ?> known) {
      known.getSeriesCollection().forEach(one -> series.add(points(one)));
    }
    if (chart instanceof Drawn drawn && isAsDrawn(drawn.figure(), series)) {
      return of(drawn.figure());
    }
    Axis x = new Axis("", "", false);
    Axis y = x;
    if (chart instanceof AxesChart<?, ?> axes) {
      x = axis(axes.getXAxisTitle(), axes.getStyler().isXAxisLogarithmic());
      y = axis(axes.getYAxisTitle(), axes.getStyler().isYAxisLogarithmic());
    }
    String type = chart.getClass().getSimpleName().replaceAll("Chart$", "");
    String kind = type.isEmpty() ? "chart" : type.toLowerCase(Locale.ROOT);
    return new ChartContent(chart.getTitle() == null ? "" : chart.getTitle(), kind, x, y, series);
  }

  static ChartContent of(Figure figure) {
    List<Points> series =
        figure.series().stream()
            .map(s -> new Points(s.name(), s.labels(), s.x(), s.y(), s.low(), s.high()))
            .toList();
    String kind = figure.shape().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new ChartContent(figure.title(), kind, figure.x(), figure.y(), series);
  }

  /** One sentence for people who cannot see the chart. */
  String sentence() {
    StringBuilder text = new StringBuilder();
    text.append(Character.toUpperCase(kind.charAt(0))).append(kind.substring(1)).append(" chart");
    if (!title.isBlank()) {
      text.append(" \"").append(title).append('"');
    }
    if (!y.label().isBlank()) {
      text.append(" of ").append(y.label());
    }
    if (!x.label().isBlank()) {
      text.append(" by ").append(x.label());
    }
    List<String> names = series.stream().map(Points::name).limit(8).toList();
    text.append(", ").append(series.size()).append(series.size() == 1 ? " series" : " series: ");
    text.append(series.size() == 1 ? "" : String.join(", ", names));
    return text.append(series.size() > names.size() ? ", …" : "").append('.').toString();
  }

  private static boolean isAsDrawn(Figure figure, List<Points> series) {
    return series.stream()
        .map(Points::name)
        .toList()
        .equals(figure.series().stream().map(Figure.Series::name).toList());
  }

  private static Axis axis(String title, boolean logarithmic) {
    Grid.Heading heading = Grid.Heading.parse(title == null ? "" : title, Grid.Kind.DOUBLE);
    return new Axis(heading.name(), heading.unit(), logarithmic);
  }

  private static Points points(Series series) {
    String name = series.getName();
    if (series instanceof AxesChartSeriesNumerical numbers) {
      List<Double> y = list(numbers.getYData());
      List<Double> extent = list(numbers.getExtraValues());
      return new Points(
          name, List.of(), list(numbers.getXData()), y, ends(y, extent, -1), ends(y, extent, 1));
    }
    if (series instanceof AxesChartSeriesCategory bars) {
      return bars(name, bars.getXData(), list(bars.getYData()));
    }
    if (series instanceof HorizontalBarSeries bars) {
      List<Double> values =
          bars.getXData().stream().map(x -> x == null ? Double.NaN : x.doubleValue()).toList();
      return bars(name, bars.getYData(), values);
    }
    if (series instanceof PieSeries slice && slice.getValue() != null) {
      return bars(name, List.of(name), List.of(slice.getValue().doubleValue()));
    }
    return bars(name, List.of(), List.of());
  }

  private static Points bars(String name, Collection<?> labels, List<Double> values) {
    List<String> texts = labels.stream().map(String::valueOf).toList();
    return new Points(name, texts, List.of(), values, List.of(), List.of());
  }

  private static List<Double> list(double[] values) {
    return values == null ? List.of() : DoubleStream.of(values).boxed().toList();
  }

  private static List<Double> ends(List<Double> y, List<Double> extent, int sign) {
    List<Double> ends = new ArrayList<>();
    for (int i = 0; i < extent.size() && i < y.size(); i++) {
      ends.add(y.get(i) + sign * extent.get(i));
    }
    return ends;
  }
}
