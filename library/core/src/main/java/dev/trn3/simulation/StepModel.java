package dev.trn3.simulation;

import dev.trn3.parallelism.Degrees;
import dev.trn3.parallelism.Plan;

/**
 * The closed form of a training step: layers, pipeline, data parallelism, optimizer.
 *
 * @param device what computes
 * @param fabric what connects, already at the share of its bandwidth that collectives reach
 * @param software how well both are used
 */
public record StepModel(Device device, TieredFabric fabric, Software software) {

  /** The cost of one step of a job cut by a plan. */
  public StepCost cost(Job job, Plan plan) {
    return evaluator().cost(job, plan);
  }

  /** An evaluator for many plans, one after the other, by one thread. */
  public StepEvaluator evaluator() {
    return new StepEvaluator(this);
  }

  /** One step of a job cut by a plan, played event by event. */
  public StepRun run(Job job, Plan plan, Variation variation) {
    return StepRun.of(this, job, plan, variation);
  }

  /** Seconds for the activations of one micro-batch to reach the next stage. */
  double sendSeconds(Job job, Degrees plan) {
    if (plan.pipeline() == 1) {
      return 0;
    }
    double rows = (double) plan.microBatch() * job.sequenceLength() / plan.context();
    double bytes = 2 * rows * job.model().hidden() / plan.tensor();
    return fabric.send(bytes, plan.tensor() * plan.context() * plan.data());
  }
}
