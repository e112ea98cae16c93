package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.simulation.DeviceMemory;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Software;
import java.util.ArrayList;
import java.util.List;

/** What would make a job fit that does not. */
final class Remedies {

  private Remedies() {}

  /** The smallest changes that work, as words after a semicolon. */
  static String of(Job job, MachineModel machine, Software software, Plan plan) {
    double capacity = machine.device().capacity();
    List<String> words = new ArrayList<>();
    if (plan.zero() == 0) {
      Plan sharded = plan.with(dev.trn3.parallelism.Parallelism.zero(1));
      if (DeviceMemory.of(job, sharded, software, capacity).fits()) {
        words.add("zero(1)");
      }
    }
    Job again = job.recomputing(Recompute.FULL, job.model().layers());
    if (DeviceMemory.of(again, plan, software, capacity).fits()) {
      words.add("recompute(FULL)");
    }
    if (!job.offloaded()
        && DeviceMemory.of(job.withOffload(true), plan, software, capacity).fits()) {
      words.add("offloadOptimizer()");
    }
    nearestPlan(job, machine, plan, software).ifPresent(each -> words.add("the plan " + each));
    return words.isEmpty()
        ? "use more chips: no other plan fits these"
        : "use " + String.join(" or ", words);
  }

  private static java.util.Optional<Plan> nearestPlan(
      Job job, MachineModel machine, Plan plan, Software software) {
    Plan[] nearest = new Plan[1];
    double[] least = {Double.POSITIVE_INFINITY};
    new PlanSearch(job, machine, software)
        .forEach(
            each -> {
              double distance =
                  Math.abs(Math.log((double) each.tensor() / plan.tensor()))
                      + Math.abs(Math.log((double) each.pipeline() / plan.pipeline()))
                      + (each.microBatch() == plan.microBatch() ? 0 : 0.1)
                      + (each.chunks() == plan.chunks() ? 0 : 0.1)
                      + (each.expert() == plan.expert() ? 0 : 0.3);
              if (distance < least[0]
                  && DeviceMemory.of(job, each, software, machine.device().capacity()).fits()) {
                least[0] = distance;
                nearest[0] = each;
              }
            });
    return java.util.Optional.ofNullable(nearest[0]);
  }
}
