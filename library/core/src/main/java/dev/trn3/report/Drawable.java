package dev.trn3.report;

import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Axis;
import dev.trn3.view.Figure.Series;
import dev.trn3.view.Figure.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses figures that cannot be drawn, naming the series, before anything is painted. */
final class Drawable {

  private Drawable() {}

  static Figure require(Figure figure) {
    if (figure.series().isEmpty()) {
      throw new IllegalArgumentException(
          "chart \"%s\" has no series; add one by with(...)".formatted(figure.title()));
    }
    boolean parallel = figure.shape() == Shape.PARALLEL;
    boolean bars = isBars(figure) || parallel;
    Set<String> names = new HashSet<>();
    for (Series series : figure.series()) {
      if (!names.add(series.name())) {
        throw refuse(series, "appears twice; give each series its own name");
      }
      if (parallel && series.y().size() != figure.series().get(0).y().size()) {
        throw refuse(series, "has another number of values than the first; each line needs one");
      }
      if (bars && !parallel && series.labels().isEmpty()) {
        throw refuse(
            series, "has no labels, but bars and heat maps need one each; use Series.bars(...)");
      }
      if (!bars && series.x().isEmpty()) {
        throw refuse(series, "has no x values; use Series.points(...)");
      }
      if (figure.shape() == Shape.STACKED_BAR && !series.low().isEmpty()) {
        throw refuse(series, "has error bars, which stacked bars cannot show; use bars");
      }
      requireScale(series, figure.y(), series.y());
      requireScale(series, figure.y(), series.low());
      requireScale(series, figure.y(), series.high());
      requireScale(series, figure.x(), bars ? List.of() : series.x());
      if (series.y().stream().allMatch(y -> y.isNaN())) {
        throw refuse(series, "has no value that is a number");
      }
    }
    if (figure.shape() == Shape.STACKED_BAR && figure.y().logarithmic()) {
      throw new IllegalArgumentException(
          "chart \"%s\" stacks bars on a logarithmic axis, where lengths do not add; use a linear one"
              .formatted(figure.title()));
    }
    return figure;
  }

  /** True where points have labels instead of an x. */
  static boolean isBars(Figure figure) {
    return figure.shape() == Shape.BAR
        || figure.shape() == Shape.STACKED_BAR
        || figure.shape() == Shape.HEAT_MAP;
  }

  private static void requireScale(Series series, Axis axis, List<Double> values) {
    for (double value : values) {
      if (Double.isInfinite(value)) {
        throw refuse(
            series, "holds " + value + ", which has no place on axis \"" + axis.label() + "\"");
      }
      if (axis.logarithmic() && value <= 0) {
        throw refuse(
            series,
            "holds %s, but axis \"%s\" is logarithmic and needs values above zero; leave the value"
                    .formatted(Numbers.text(value), axis.label())
                + " out or use a linear axis");
      }
    }
  }

  private static IllegalArgumentException refuse(Series series, String why) {
    return new IllegalArgumentException("series \"" + series.name() + "\" " + why);
  }
}
