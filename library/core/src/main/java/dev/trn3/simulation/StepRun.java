package dev.trn3.simulation;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Schedule;

/**
 * One step played event by event.
 *
 * <p>Copies of the model do the same work, so only some are played: one if nothing varies, else up
 * to {@value #PLAYED}, from whose mean and deviation the slowest of all copies is extrapolated. So
 * a step on a million chips costs no more than one on a few thousand.
 *
 * @param pipeline the first copy
 * @param slowest seconds until the slowest copy has finished its pipeline
 * @param tail seconds for gradients and optimizer after that
 * @param copies copies of the model
 * @param played copies that were played
 */
public record StepRun(PipelineRun pipeline, double slowest, double tail, int copies, int played) {

  /** Copies played if something varies. */
  public static final int PLAYED = 64;

  static StepRun of(StepModel model, Job job, Plan plan, Variation variation) {
    boolean delayed = plan.schedule() == Schedule.ZERO_BUBBLE;
    PipelineRun.Durations even = new StagePieces(model, job, plan, delayed);
    int copies = plan.data();
    int played = variation.none() ? 1 : Math.min(copies, PLAYED);
    int group = plan.tensor() * plan.context();
    PipelineRun first = null;
    double sum = 0;
    double squares = 0;
    double most = 0;
    for (int copy = 0; copy < played; copy++) {
      PipelineRun.Durations durations =
          variation.none() ? even : variation.applied(even, copy, plan.pipeline(), group);
      PipelineRun run =
          PipelineRun.play(
              plan.pipeline(),
              plan.chunks(),
              plan.microBatches(job.globalBatch()),
              plan.schedule(),
              durations);
      first = first == null ? run : first;
      double seconds = run.seconds();
      sum += seconds;
      squares += seconds * seconds;
      most = Math.max(most, seconds);
    }
    if (copies > played && !variation.none()) {
      double mean = sum / played;
      double deviation = Math.sqrt(Math.max(0, squares / played - mean * mean));
      // The expected maximum of many normal deviates grows with the root of twice the logarithm.
      most = Math.max(most, mean + deviation * StrictMath.sqrt(2 * StrictMath.log(copies)));
    }
    StepCost cost = model.cost(job, plan);
    return new StepRun(
        first, most, cost.part(Part.DATA) + cost.part(Part.OPTIMIZER), copies, played);
  }

  /** The whole step. */
  public double seconds() {
    return slowest + tail;
  }
}
