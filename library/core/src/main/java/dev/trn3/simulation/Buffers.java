package dev.trn3.simulation;

import dev.trn3.parallelism.Degrees;

/**
 * What software keeps allocated from step to step beside weights, gradients and optimizer states.
 * Zero where it is not known: the margin of {@link DeviceMemory} has to hold it then. Where it is
 * known the margin is not made smaller, as it also stands for fragmentation.
 *
 * @param weight bytes of each weight in a flat copy that is sent: gradients where the model has
 *     copies; where these share optimizer states, also the weights they gather and the share of
 *     them that each gives
 * @param element bytes of each element of a micro-batch's hidden state where devices that share a
 *     layer gather the sequence between matrices
 * @param workspaces bytes that libraries of matrix products keep for themselves
 */
public record Buffers(double weight, double element, double workspaces) {

  /**
   * Bytes on one device.
   *
   * @param whole parameters that a device holds where copies share none
   * @param shard parameters that are left of them where copies share all
   */
  double bytes(Job job, Degrees plan, double whole, double shard) {
    boolean sent = plan.data() * plan.context() > 1 && !job.frozen();
    double flat = sent ? weight * (plan.zero() >= 1 ? 2 * whole + shard : whole) : 0;
    double rows = (double) plan.microBatch() * job.sequenceLength() / plan.context();
    double gathered = plan.tensor() > 1 ? element * rows * job.model().hidden() : 0;
    return flat + gathered + workspaces;
  }

  /** The same where the sequence is not cut between matrices, so that nothing is gathered. */
  Buffers withoutGathering() {
    return new Buffers(weight, 0, workspaces);
  }
}
