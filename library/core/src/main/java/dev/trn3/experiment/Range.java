package dev.trn3.experiment;

import dev.trn3.inference.ServingErrorBar;
import dev.trn3.serving.ServingRun;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * A quantity of a service as the model says, and the least and the most that it may be.
 *
 * @param value as the model says
 * @param low the least
 * @param high the most
 */
public record Range(double value, double low, double high) {

  /** The least and the most of three runs: as the model says, and at the ends of the error bars. */
  static Range of(ServingResult result, ToDoubleFunction<ServingRun> quantity) {
    double value = quantity.applyAsDouble(result.run());
    double one = quantity.applyAsDouble(result.quick());
    double other = quantity.applyAsDouble(result.slow());
    return new Range(
        value, Math.min(value, Math.min(one, other)), Math.max(value, Math.max(one, other)));
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
    return "%s (%s to %s)".formatted(figure.apply(value), figure.apply(low), figure.apply(high));
  }

  /** A multiple, by a positive factor. */
  Range times(double factor) {
    return new Range(factor * value, factor * low, factor * high);
  }

  /** This over another, both positive: the least over the most, and the most over the least. */
  Range over(Range other) {
    return new Range(value / other.value, low / other.high, high / other.low);
  }
}
