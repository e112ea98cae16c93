package dev.trn3.search;

import dev.trn3.parallelism.Plan;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.Part;
import dev.trn3.simulation.StepCost;
import dev.trn3.simulation.StepEvaluator;
import java.util.Comparator;
import java.util.List;

/**
 * Plans with the same tensor, context and expert parallelism and the same micro-batch. A layer
 * takes each of them equally long, and each device works on equally many layers times micro-batches
 * in a step: what stages and copies share is fixed by the number of devices.
 *
 * @param first number of the first of them in the space
 * @param plans in the order of the space
 */
record PlanGroup(int first, List<Plan> plans) {

  /** Far more than the sums of a step are rounded by. */
  private static final double ROUNDING = 1e-9;

  private static final List<Part> LAYERS =
      List.of(
          Part.MATRICES,
          Part.ATTENTION,
          Part.MEMORY,
          Part.RECOMPUTE,
          Part.TENSOR,
          Part.CONTEXT,
          Part.EXPERT);

  /**
   * Seconds that no plan of the group can beat: its layers, without bubble, pipeline, copies and
   * optimizer. The output layer is worked on once for each micro-batch of a copy, and so counts
   * least where there are most copies.
   */
  double bound(Job job, StepEvaluator model) {
    Plan most = plans.stream().max(Comparator.comparingInt(Plan::data)).orElseThrow();
    StepCost cost = model.cost(job, most);
    double seconds = 0;
    for (Part part : LAYERS) {
      seconds += cost.part(part);
    }
    return seconds * (1 - ROUNDING);
  }
}
