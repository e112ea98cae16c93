package dev.trn3.experiment;

import dev.trn3.inference.ServingErrorBar;
import dev.trn3.serving.ServingRun;
import dev.trn3.view.Sheet;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * A quantity as the model says, and the least and the most that it may be.
 *
 * @param value as the model says
 * @param low the least; NaN where it is not known, as after an interrupt
 * @param high the most; NaN where it is not known
 */
public record Range(double value, double low, double high) {

  /** The least and the most of three runs: as the model says, and at the ends of the error bars. */
  static Range of(ServingResult result, ToDoubleFunction<ServingRun> quantity) {
    return of(
        quantity.applyAsDouble(result.run()),
        quantity.applyAsDouble(result.quick()),
        quantity.applyAsDouble(result.slow()));
  }

  /**
   * The least and the most of a figure and what it is at the two ends of the error bars. Where one
   * of these is not a number, as the mean of nothing, the other is the end on its own side, and
   * that of the other side is not known.
   */
  static Range of(double value, double one, double other) {
    if (Double.isNaN(one) || Double.isNaN(other)) {
      double known = Double.isNaN(one) ? other : one;
      return new Range(
          value, known < value ? known : Double.NaN, known > value ? known : Double.NaN);
    }
    return new Range(
        value, Math.min(value, Math.min(one, other)), Math.max(value, Math.max(one, other)));
  }

  /** A figure of which neither end is known. */
  static Range only(double value) {
    return new Range(value, Double.NaN, Double.NaN);
  }

  /** True if both ends are known and finite. */
  boolean isKnown() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** The columns of a table for a figure and its ends. */
  static List<Sheet.Column> columns(String name, String unit) {
    return Sheet.column(name, unit).withEnds();
  }

  /** What goes into these columns; an end that is not known or without bound is left open. */
  List<Object> cells() {
    return Arrays.asList(open(value), open(low), open(high));
  }

  private static Double open(double number) {
    return Double.isFinite(number) ? (Double) number : null;
  }

  /** A figure and the ends of its error bar. */
  static Range of(double value, ErrorBar bar) {
    return new Range(value, bar.low(value), bar.high(value));
  }

  /** A figure of serving and the ends of its error bar. */
  static Range of(double value, ServingErrorBar bar) {
    return new Range(value, bar.low(value), bar.high(value));
  }

  /** In words, such as {@code 9.99 s (7.42 s to 13.5 s)}. */
  String words(DoubleFunction<?> figure) {
    return isKnown()
        ? "%s (%s to %s)".formatted(figure.apply(value), figure.apply(low), figure.apply(high))
        : String.valueOf(figure.apply(value));
  }

  /** A multiple, by a positive factor. */
  Range times(double factor) {
    return new Range(factor * value, factor * low, factor * high);
  }

  /**
   * This over another, both positive, as if their errors had nothing to do with each other: the
   * logarithms of their ends are added as those of independent errors.
   */
  Range independentlyOver(Range other) {
    double ratio = value / other.value;
    double down = Math.hypot(Math.log(value / low), Math.log(other.high / other.value));
    double up = Math.hypot(Math.log(high / value), Math.log(other.value / other.low));
    return new Range(ratio, ratio * Math.exp(-down), ratio * Math.exp(up));
  }

  /** This over another, both positive: the least over the most, and the most over the least. */
  Range over(Range other) {
    return new Range(value / other.value, low / other.high, high / other.low);
  }
}
