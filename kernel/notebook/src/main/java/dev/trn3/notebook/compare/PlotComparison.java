package dev.trn3.notebook.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares two charts by what they draw: {@code application/vnd.trn3.plot+json}. A series is known
 * by its name, a point by its label or its place on the x axis.
 */
final class PlotComparison {

  /** The MIME type. */
  static final String MIME = "application/vnd.trn3.plot+json";

  private final Differences differences;
  private final Values values;

  PlotComparison(Expectation expectation, Differences differences) {
    this.differences = differences;
    this.values = new Values(expectation, differences);
  }

  /** Adds what differs between the two charts. */
  void compare(JsonNode stored, JsonNode got) {
    values.compare("title", stored.path("title"), got.path("title"), "");
    values.compare("kind of chart", stored.path("kind"), got.path("kind"), "");
    for (String axis : List.of("x", "y")) {
      for (String part : List.of("name", "unit", "scale")) {
        values.compare(
            axis + " axis, " + part, stored.path(axis).path(part), got.path(axis).path(part), "");
      }
    }
    List<String> before = names(stored);
    List<String> after = names(got);
    if (!before.equals(after)) {
      differences.add("stored the series %s, got %s".formatted(before, after));
      return;
    }
    for (int i = 0; i < before.size(); i++) {
      compareSeries(stored.path("series").get(i), got.path("series").get(i), stored);
    }
  }

  private static List<String> names(JsonNode plot) {
    List<String> names = new ArrayList<>();
    plot.path("series").forEach(series -> names.add(series.path("name").asText()));
    return names;
  }

  private void compareSeries(JsonNode before, JsonNode after, JsonNode plot) {
    String name = "series " + before.path("name");
    int points = before.path("y").size();
    int now = after.path("y").size();
    if (points != now || before.path("n").asInt(points) != after.path("n").asInt(now)) {
      differences.add(
          "%s: stored %d points, got %d"
              .formatted(name, before.path("n").asInt(points), after.path("n").asInt(now)));
      return;
    }
    String unit = plot.path("y").path("unit").asText();
    for (int i = 0; i < points; i++) {
      String point = name + ", " + point(before, i, plot);
      compareAt("labels", point + ", label", before, after, i, "");
      compareAt("x", point + ", x", before, after, i, plot.path("x").path("unit").asText());
      compareAt("y", point, before, after, i, unit);
      compareAt("low", point + ", lower end", before, after, i, unit);
      compareAt("high", point + ", upper end", before, after, i, unit);
    }
  }

  private void compareAt(
      String field, String where, JsonNode before, JsonNode after, int i, String unit) {
    values.compare(where, at(before, field, i), at(after, field, i), unit);
  }

  private static JsonNode at(JsonNode series, String field, int i) {
    return series.has(field) ? series.path(field).path(i) : MissingNode.getInstance();
  }

  private static String point(JsonNode series, int i, JsonNode plot) {
    JsonNode label = series.path("labels").path(i);
    if (label.isTextual()) {
      return (plot.path("kind").asText().contains("bar") ? "bar " : "point ") + label;
    }
    return "point %d (x = %s)".formatted(i + 1, series.path("x").path(i).asText());
  }
}
