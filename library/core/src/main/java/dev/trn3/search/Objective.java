package dev.trn3.search;

import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.sweep.Measure;
import dev.trn3.sweep.Measure.Follows;
import dev.trn3.sweep.Point;
import java.util.Objects;

/**
 * Something to make as small or as large as possible.
 *
 * @param measure what
 */
record Objective(Measure<TrainingEstimate> measure) {

  Objective {
    Objects.requireNonNull(measure, "no objective is given; say stepTime(), for example");
    if (measure.follows() == Follows.UNKNOWN || measure.follows() == Follows.HIGH) {
      throw new IllegalArgumentException(
          "a search over plans cannot judge \"%s\": nobody says how it follows from step time or memory; sweep(...) tabulates any measure, and result.lowest(\"…\") chooses"
              .formatted(measure.name()));
    }
  }

  /** One that is to be small; where it is not, the message has what to call instead. */
  static Objective lower(Measure<TrainingEstimate> measure, String otherwise) {
    Objective objective = new Objective(measure);
    if (objective.higherIsBetter()) {
      throw new IllegalArgumentException(
          "\"%s\" is better when higher: use %s".formatted(measure.name(), otherwise));
    }
    return objective;
  }

  /** One that is to be large; where it is not, the message has what to call instead. */
  static Objective higher(Measure<TrainingEstimate> measure, String otherwise) {
    Objective objective = new Objective(measure);
    if (!objective.higherIsBetter()) {
      throw new IllegalArgumentException(
          "\"%s\" is better when lower: use %s".formatted(measure.name(), otherwise));
    }
    return objective;
  }

  boolean higherIsBetter() {
    return measure.follows() == Follows.STEP_RATE;
  }

  boolean isMemory() {
    return measure.follows() == Follows.MEMORY;
  }

  /** The value of a design; NaN where it is not known. */
  double of(TrainingEstimate estimate, Point point) {
    return measure.value().of(estimate, point) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }

  /** A value, turned so that lower is better. */
  double cost(double value) {
    return higherIsBetter() ? -value : value;
  }
}
