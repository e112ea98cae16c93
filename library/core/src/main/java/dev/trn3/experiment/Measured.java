package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import java.util.List;

/**
 * One published measurement of training, in the words of the model.
 *
 * @param group the set it is fitted and judged with
 * @param label what to call it in tables
 * @param family the model it trains; held out as a whole when errors are estimated
 * @param machine the machine
 * @param software the software stack
 * @param sequenceParallel the sequence was cut between matrices
 * @param job what it computes
 * @param plans how it was cut; several where the source leaves something open, of which the fastest
 *     counts, as a tuned measurement would have it
 * @param tokensPerSecond measured, all devices together
 * @param reference true for the newest release of a configuration; others are reported only
 * @param source where it was published
 */
public record Measured(
    String group,
    String label,
    String family,
    MachineModel machine,
    String software,
    boolean sequenceParallel,
    Job job,
    List<Plan> plans,
    double tokensPerSecond,
    boolean reference,
    String source) {

  /** Measured seconds of a step. */
  public double seconds() {
    return job.tokens() / tokensPerSecond;
  }
}
