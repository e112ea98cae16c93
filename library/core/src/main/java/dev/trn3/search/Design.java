package dev.trn3.search;

import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.sweep.Point;
import java.util.List;

/**
 * One way of doing the job that keeps all limits.
 *
 * @param point the settings that were varied
 * @param estimate what comes of it, with its plan
 * @param values of the objectives, in their order
 */
public record Design(Point point, TrainingEstimate estimate, List<Double> values) {

  public Design {
    values = List.copyOf(values);
  }

  @Override
  public String toString() {
    return point.values().isEmpty()
        ? estimate.plan().toString()
        : "%s; %s".formatted(point, estimate.plan());
  }
}
