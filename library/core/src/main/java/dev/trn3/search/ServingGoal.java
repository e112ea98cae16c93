package dev.trn3.search;

import dev.trn3.experiment.ServingResult;
import dev.trn3.sweep.Measure;
import java.util.Objects;

/**
 * Something to make small or large, or to keep on one side of a limit.
 *
 * @param higherIsBetter true for what is to be large
 * @param limit the largest value, or the smallest where higher is better; NaN for no limit
 */
record ServingGoal(Measure<? super ServingResult> measure, boolean higherIsBetter, double limit) {

  static ServingGoal objective(Measure<? super ServingResult> measure, boolean higherIsBetter) {
    if (isHigh(measure) && !higherIsBetter) {
      throw new IllegalArgumentException(
          "\"%s\" is better when higher: use maximise".formatted(measure.name()));
    }
    return new ServingGoal(measure, higherIsBetter, Double.NaN);
  }

  /** A further objective: what is better when higher is to be large, all else small. */
  static ServingGoal further(Measure<? super ServingResult> measure) {
    return new ServingGoal(measure, isHigh(measure), Double.NaN);
  }

  private static boolean isHigh(Measure<? super ServingResult> measure) {
    Objects.requireNonNull(measure, "no objective is given; say firstToken(99), for example");
    return measure.follows() == Measure.Follows.HIGH;
  }

  static ServingGoal limit(
      Measure<? super ServingResult> measure, boolean higherIsBetter, double limit) {
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException(
          "the limit of \"%s\" is a number, not NaN".formatted(measure.name()));
    }
    return new ServingGoal(measure, higherIsBetter, limit);
  }

  /** A value, turned so that lower is better. */
  double cost(double value) {
    return higherIsBetter ? -value : value;
  }

  boolean holds(double value) {
    return cost(value) <= cost(limit);
  }

  /** How much worse a value is than another, in words. */
  String margin(double best, double other) {
    return best == other
        ? "as good in %s".formatted(measure.name())
        : "%s %s in %s"
            .formatted(
                Words.percent(Math.abs(other / best - 1)),
                higherIsBetter ? "lower" : "higher",
                measure.name());
  }

  String words() {
    return "%s %s %s%s"
        .formatted(
            measure.name(), higherIsBetter ? "at least" : "at most", Words.number(limit), unit());
  }

  String unit() {
    return measure.unit().isEmpty() ? "" : " " + measure.unit();
  }
}
