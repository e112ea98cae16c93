package dev.trn3.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.report.ChartContent.Points;
import dev.trn3.view.Figure.Axis;
import java.util.List;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Describes a chart as data, so that programs compare it by value and not by its pixels.
 *
 * <pre>{@code
 * {"title": "...", "kind": "line",
 *  "x": {"name": "servers", "unit": "", "scale": "logarithmic"}, "y": {...},
 *  "series": [{"name": "MXFP8", "n": 2, "x": [1.0, 2.0], "y": [3.0, 5.9]}]}
 * }</pre>
 *
 * <p>Bars have {@code labels} in place of {@code x}; error bars are {@code low} and {@code high}.
 * Long lines hold the points that are drawn (see {@link Decimation}), while {@code n} counts all.
 */
final class ChartJson {

  private ChartJson() {}

  static String write(ChartContent chart) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", chart.title());
    json.put("kind", chart.kind());
    axis(json.putObject("x"), chart.x());
    axis(json.putObject("y"), chart.y());
    ArrayNode series = json.putArray("series");
    for (Points points : chart.series()) {
      ObjectNode one = series.addObject();
      one.put("name", points.name());
      one.put("n", points.y().size());
      Points drawn = Decimation.of(points, chart.kind().equals("scatter"));
      if (!drawn.labels().isEmpty()) {
        ArrayNode labels = one.putArray("labels");
        drawn.labels().forEach(labels::add);
      }
      numbers(one, "x", drawn.x());
      numbers(one, "y", drawn.y());
      numbers(one, "low", drawn.low());
      numbers(one, "high", drawn.high());
    }
    return json.toString();
  }

  /** Size on the page and alternative text of an image of the chart. */
  static String image(IChart chart, ChartContent content) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("width", chart.getWidth());
    json.put("height", chart.getHeight());
    json.put("alt", content.sentence());
    return json.toString();
  }

  private static void axis(ObjectNode json, Axis axis) {
    json.put("name", axis.name());
    json.put("unit", axis.unit());
    json.put("scale", axis.logarithmic() ? "logarithmic" : "linear");
  }

  private static void numbers(ObjectNode json, String name, List<Double> numbers) {
    if (!numbers.isEmpty()) {
      ArrayNode array = json.putArray(name);
      numbers.forEach(number -> TableJson.number(array, number));
    }
  }
}
