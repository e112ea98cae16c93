package dev.trn3.experiment;

import dev.trn3.serving.ServingRun;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The same requests played as the model says and at both ends of the error bars.
 *
 * @param run as the model says
 * @param quick at the quick end of the error bars; after an interrupt as far as it was played
 * @param slow at the slow end; after an interrupt the one before it
 */
public record EndRuns(ServingRun run, ServingRun quick, ServingRun slow) {

  /** What is said of the last of several where an interrupt came between its three runs. */
  static final String LAST_WITHOUT_ENDS = ", the last of them without low and high";

  /** Plays all three; after one that an interrupt stopped no other is begun. */
  static EndRuns of(Function<Deployment.End, ServingRun> played) {
    ServingRun run = played.apply(Deployment.End.NOMINAL);
    ServingRun quick = run.stopped() ? run : played.apply(Deployment.End.QUICK);
    ServingRun slow = quick.stopped() ? quick : played.apply(Deployment.End.SLOW);
    return new EndRuns(run, quick, slow);
  }

  /** True if an interrupt stopped one of them: then there are no ends. */
  boolean stopped() {
    return run.stopped() || quick.stopped() || slow.stopped();
  }

  /** A figure, and the least and the most of it; these are open after an interrupt. */
  public Range range(ToDoubleFunction<ServingRun> figure) {
    if (stopped()) {
      return Range.only(figure.applyAsDouble(run));
    }
    return Range.of(
        figure.applyAsDouble(run), figure.applyAsDouble(quick), figure.applyAsDouble(slow));
  }
}
