package dev.trn3.experiment;

import dev.trn3.inference.Cut;
import dev.trn3.inference.InferenceModel;
import dev.trn3.inference.Precision;
import dev.trn3.inference.ServingStack;
import dev.trn3.inference.ServingStacks;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.Transformer;
import java.util.Map;

/**
 * One published measurement of serving, in the words of the model. Times in seconds; NaN where the
 * source prints none.
 *
 * @param group the set it is fitted and judged with
 * @param label what to call it in tables
 * @param family the model it serves; held out as a whole when errors are estimated
 * @param bucket longest sequence the model was compiled for; 0 where attention follows the context
 * @param batch sequences that run together
 * @param burst all of the batch is asked for at once, prompts read together
 * @param timeToFirstToken measured
 * @param timePerOutputToken measured
 * @param reference used by the fit; others are reported only
 */
record MeasuredServing(
    String group,
    String label,
    String family,
    Transformer model,
    MachineModel machine,
    Cut cut,
    Precision precision,
    String stack,
    int bucket,
    int batch,
    boolean burst,
    int inputTokens,
    int outputTokens,
    double timeToFirstToken,
    double timePerOutputToken,
    boolean reference) {

  /** Tokens that NIM's engine reads in one iteration at most; its default. */
  private static final int ITERATION_TOKENS = 8192;

  /** Requests that each simulated user of a closed loop sends; the source does not say. */
  private static final int REQUESTS_PER_USER = 5;

  /** Predicted and measured times. */
  record Times(double timeToFirstToken, double timePerOutputToken) {}

  Times predicted(Map<String, Double> values) {
    ServingStack serving = ServingStacks.of(stack, machine.generation(), values);
    InferenceModel cost = new InferenceModel(model, machine, cut, precision, serving);
    int context = serving.bucketed() && bucket > 0 ? bucket : inputTokens + outputTokens / 2;
    double token = cost.timePerOutputToken(batch, context);
    return burst
        ? new Times(serving.request() + prompts(cost, batch), token)
        : new Times(serving.request() + closedLoop(cost, token), token + interruptions(cost));
  }

  /** Seconds to read so many prompts together. */
  private double prompts(InferenceModel cost, int prompts) {
    double pairs = (double) inputTokens * (inputTokens + 1.0) / 2;
    return cost.seconds((long) prompts * inputTokens, prompts * pairs, 0, 0);
  }

  /** While a sequence answers, every other user of the loop has one prompt read in between. */
  private double interruptions(InferenceModel cost) {
    return (batch - 1) * prompts(cost, 1) / (outputTokens - 1);
  }

  /**
   * All users begin at once and wait for each other; later prompts come one group at a time, as
   * answers of equal length end.
   */
  private double closedLoop(InferenceModel cost, double token) {
    int together = Math.max(1, Math.min(batch, ITERATION_TOKENS / inputTokens));
    double elapsed = 0;
    double waits = 0;
    for (int done = 0; done < batch; done += together) {
      int some = Math.min(together, batch - done);
      elapsed += prompts(cost, some);
      waits += some * elapsed;
    }
    double beginning = waits / batch;
    double later = prompts(cost, together) + (batch > 1 ? token : 0);
    return (beginning + (REQUESTS_PER_USER - 1) * later) / REQUESTS_PER_USER;
  }

  /** Seconds from question to last token. */
  static double endToEnd(Times times, int outputTokens) {
    return times.timeToFirstToken() + (outputTokens - 1) * times.timePerOutputToken();
  }
}
