package dev.trn3.search;

import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.sweep.Measure;
import dev.trn3.sweep.Point;

/**
 * A bound that a design must keep: the largest value of a measure that is better when lower, or the
 * smallest of one that is better when higher.
 */
record Limit(Objective objective, double value) {

  static Limit atMost(Measure<TrainingEstimate> measure, double value) {
    return new Limit(Objective.lower(measure, "atLeast"), checked(measure, value));
  }

  static Limit atLeast(Measure<TrainingEstimate> measure, double value) {
    return new Limit(Objective.higher(measure, "atMost"), checked(measure, value));
  }

  private static double checked(Measure<TrainingEstimate> measure, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "the limit of \"%s\" is a number, not NaN".formatted(measure.name()));
    }
    return value;
  }

  boolean holds(TrainingEstimate estimate, Point point) {
    return objective.cost(objective.of(estimate, point)) <= objective.cost(value);
  }

  String words() {
    String unit = objective.measure().unit();
    return "%s %s %s%s"
        .formatted(
            objective.measure().name(),
            objective.higherIsBetter() ? "at least" : "at most",
            Words.number(value),
            unit.isEmpty() ? "" : " " + unit);
  }
}
