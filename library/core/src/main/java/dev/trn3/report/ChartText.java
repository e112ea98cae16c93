package dev.trn3.report;

import dev.trn3.report.ChartContent.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Says in plain text what a chart shows: one line for each series. */
final class ChartText {

  private ChartText() {}

  static String write(ChartContent chart) {
    StringBuilder text = new StringBuilder();
    text.append(chart.title().isBlank() ? "(untitled)" : chart.title());
    text.append(" — ").append(chart.kind()).append(" chart");
    if (!chart.y().label().isBlank()) {
      text.append(", ").append(scale(chart.y()));
    }
    if (!chart.x().label().isBlank()) {
      text.append(" by ").append(scale(chart.x()));
    }
    if (chart.series().isEmpty()) {
      return text.append("\n(no series)").toString();
    }
    return text.append('\n').append(TableText.write(lines(chart), Tables.TEXT_WIDTH)).toString();
  }

  private static String scale(dev.trn3.view.Figure.Axis axis) {
    return axis.label() + (axis.logarithmic() ? " (logarithmic)" : "");
  }

  private static Grid lines(ChartContent chart) {
    List<Grid.Heading> headings =
        List.of(
            new Grid.Heading("series", "", Grid.Kind.STRING),
            new Grid.Heading("n", "", Grid.Kind.INTEGER),
            new Grid.Heading("min", "", Grid.Kind.DOUBLE),
            new Grid.Heading("max", "", Grid.Kind.DOUBLE),
            new Grid.Heading("last", "", Grid.Kind.DOUBLE));
    List<List<Object>> rows = new ArrayList<>();
    for (Points points : chart.series()) {
      List<Object> row = new ArrayList<>();
      row.add(points.name());
      row.add((long) points.y().size());
      row.add(number(points, values -> values.min().orElse(Double.NaN)));
      row.add(number(points, values -> values.max().orElse(Double.NaN)));
      row.add(points.y().isEmpty() ? null : points.y().get(points.y().size() - 1));
      rows.add(row);
    }
    return new Grid("", headings, rows, rows.size(), List.of());
  }

  private static Double number(Points points, ToDoubleFunction<DoubleStream> of) {
    DoubleStream known =
        points.y().stream().mapToDouble(Double::doubleValue).filter(y -> !Double.isNaN(y));
    double value = of.applyAsDouble(known);
    return Double.isNaN(value) ? null : value;
  }
}
