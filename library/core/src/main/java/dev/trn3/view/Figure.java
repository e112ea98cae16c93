package dev.trn3.view;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart, independent of any chart library.
 *
 * @param title shown above the chart
 * @param shape how the series are drawn
 * @param x the horizontal axis; for bars its categories are the labels of the points
 * @param y the vertical axis
 * @param series what is drawn, in legend order
 */
public record Figure(String title, Shape shape, Axis x, Axis y, List<Series> series) {

  /** How series are drawn. Bars are horizontal, so that their labels can be read. */
  public enum Shape {
    LINE,
    SCATTER,
    BAR,
    STACKED_BAR,
    /** The first series is a line along the best, all others are points. */
    FRONT,
    /**
     * Colours: a row for each series, a column for each label. The x axis names the columns, the y
     * axis what the colours mean.
     */
    HEAT_MAP,
    /**
     * A vertical axis for each series, a line for each position in all of them; the last series
     * colours the lines. A series with labels has a step for each different label.
     */
    PARALLEL
  }

  /**
   * An axis.
   *
   * @param unit empty where there is none
   * @param logarithmic true for a scale of powers of ten; all values must then be positive
   */
  public record Axis(String name, String unit, boolean logarithmic) {

    /** A linear axis. */
    public static Axis linear(String name, String unit) {
      return new Axis(name, unit, false);
    }

    /** An axis in powers of ten. */
    public static Axis logarithmic(String name, String unit) {
      return new Axis(name, unit, true);
    }

    /** Name and unit: {@code step time [s]}. */
    public String label() {
      return unit.isEmpty() ? name : name + " [" + unit + "]";
    }
  }

  /**
   * One line, cloud or group of bars.
   *
   * @param labels the category of each point for bars, the annotation of each point for scatter;
   *     empty for plain lines
   * @param x horizontal positions; empty for bars
   * @param y values, in the unit of the y axis
   * @param low lower ends of error bars; empty where there are none
   * @param high upper ends of error bars; empty where there are none
   */
  public record Series(
      String name,
      List<String> labels,
      List<Double> x,
      List<Double> y,
      List<Double> low,
      List<Double> high) {

    public Series {
      labels = List.copyOf(labels);
      x = List.copyOf(x);
      y = List.copyOf(y);
      low = List.copyOf(low);
      high = List.copyOf(high);
      if (y.isEmpty()) {
        throw new IllegalArgumentException("series \"" + name + "\" has no points");
      }
      requireSize(name, "labels", labels, y);
      requireSize(name, "x values", x, y);
      requireSize(name, "lower error ends", low, y);
      requireSize(name, "upper error ends", high, y);
    }

    private static void requireSize(String name, String what, List<?> some, List<Double> y) {
      if (!some.isEmpty() && some.size() != y.size()) {
        throw new IllegalArgumentException(
            "series \"%s\" has %d %s for %d values".formatted(name, some.size(), what, y.size()));
      }
    }

    /** A line or cloud of points. */
    public static Series points(String name, List<Double> x, List<Double> y) {
      return new Series(name, List.of(), x, y, List.of(), List.of());
    }

    /** A group of bars, one for each label. */
    public static Series bars(String name, List<String> labels, List<Double> values) {
      return new Series(name, labels, List.of(), values, List.of(), List.of());
    }

    /** This series with an error bar at each point. */
    public Series between(List<Double> lowerEnds, List<Double> upperEnds) {
      return new Series(name, labels, x, y, lowerEnds, upperEnds);
    }
  }

  public Figure {
    series = List.copyOf(series);
  }

  /** A chart without series yet. */
  public static Figure of(String title, Shape shape, Axis x, Axis y) {
    return new Figure(title, shape, x, y, List.of());
  }

  /** This chart and one more series. */
  public Figure with(Series another) {
    List<Series> more = new ArrayList<>(series);
    more.add(another);
    return new Figure(title, shape, x, y, more);
  }
}
