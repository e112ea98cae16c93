package dev.trn3.simulation;

import dev.trn3.parallelism.Plan;

/**
 * One step played event by event.
 *
 * <p>Copies of the model do the same work, so only some are played: one if nothing varies, else up
 * to {@value #PLAYED}, from whose mean and deviation the slowest of all copies is extrapolated. So
 * a step on a million chips costs no more than one on a few thousand.
 *
 * @param pipeline the first copy
 * @param seconds until the slowest copy has finished the step
 * @param unshared seconds of the first copy if every flow had its links for itself
 * @param copies copies of the model
 * @param played copies that were played
 */
public record StepRun(
    PipelineRun pipeline, double seconds, double unshared, int copies, int played) {

  /** Copies played if something varies. */
  public static final int PLAYED = 64;

  static StepRun of(StepModel model, Job job, Plan plan, Variation variation) {
    StageWork even = new StagePieces(model, job, plan);
    int copies = plan.data();
    int played = variation.none() ? 1 : Math.min(copies, PLAYED);
    int group = plan.tensor() * plan.context();
    PipelineRun first = null;
    double sum = 0;
    double squares = 0;
    double most = 0;
    for (int copy = 0; copy < played; copy++) {
      StageWork work = variation.applied(even, copy, plan.pipeline(), group);
      PipelineRun run = play(job, plan, work, true, copy == 0);
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
    StageWork again = variation.applied(even, 0, plan.pipeline(), group);
    double unshared = play(job, plan, again, false, false).seconds();
    return new StepRun(first, most, unshared, copies, played);
  }

  private static PipelineRun play(
      Job job, Plan plan, StageWork work, boolean shared, boolean traced) {
    return StepPlay.play(
        plan.pipeline(),
        plan.chunks(),
        plan.microBatches(job.globalBatch()),
        plan.schedule(),
        work,
        shared,
        traced);
  }

  /** Seconds for gradients and optimizer after the last task. */
  public double tail() {
    return pipeline.seconds() - pipeline.tasksEnd();
  }

  /**
   * By how many seconds shared links change the step of the first copy: the step as played, less
   * the step if every flow had its links for itself. Below zero where slower flows happen to order
   * the work of the pipeline better, so that the step ends sooner.
   */
  public double changedBySharing() {
    return pipeline.seconds() - unshared;
  }
}
