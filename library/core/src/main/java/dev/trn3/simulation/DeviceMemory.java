package dev.trn3.simulation;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.workload.Attention;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;

/**
 * What one device of the fullest pipeline stage must hold, in bytes.
 *
 * <p>Weights are kept in 16 bits; Adam keeps a 32-bit master weight and two 32-bit moments.
 * Activations follow arXiv 2205.05198, table 2, generalised to grouped heads, gated feed-forward
 * and mixtures of experts.
 *
 * @param weights 16-bit weights
 * @param gradients gradients
 * @param masterWeights 32-bit copies of weights
 * @param moments the two moments of Adam
 * @param activations kept for the backward pass, of all micro-batches in flight
 * @param logits output of the last layer and its gradient, where a stage holds it
 * @param margin fragmentation, workspaces and communication buffers: 5 % and 1 GiB
 * @param capacity what the device has
 */
public record DeviceMemory(
    double weights,
    double gradients,
    double masterWeights,
    double moments,
    double activations,
    double logits,
    double margin,
    double capacity) {

  private static final double MARGIN_SHARE = 0.05;
  private static final double MARGIN_FIXED = 0x1p30;

  /** The memory a job needs on each device when cut by a plan. */
  public static DeviceMemory of(Job job, Plan plan, Software software, double capacity) {
    Weights held = Weights.of(job.model(), plan);
    int copies = plan.data() * plan.context();
    int expertCopies = plan.expertCopies();
    double perState =
        plan.zero() >= 1
            ? held.dense() / copies + held.routed() / expertCopies
            : held.dense() + held.routed();
    double whole = held.dense() + held.routed();
    double shard = held.dense() / copies + held.routed() / expertCopies;
    double weights = 2 * (plan.zero() >= 3 ? shard + oneLayer(job.model(), plan) : whole);
    double gradients = software.gradientBytes() * (plan.zero() >= 2 ? shard : whole);
    double states = job.frozen() ? 0 : perState;
    double kept = job.frozen() ? 0 : gradients;
    double activations = activations(job, plan, software);
    double logits = logits(job, plan);
    double sum = weights + kept + 12 * states + activations + logits;
    return new DeviceMemory(
        weights,
        kept,
        4 * states,
        8 * states,
        activations,
        logits,
        MARGIN_SHARE * sum + MARGIN_FIXED,
        capacity);
  }

  private static double oneLayer(Transformer model, Plan plan) {
    double dense = (double) (model.parameters() - model.routedParameters()) / model.layers();
    double routed = (double) model.routedParameters() / model.layers() / plan.expert();
    return 2 * (dense + routed) / plan.tensor();
  }

  private static double logits(Job job, Plan plan) {
    double rows = (double) plan.microBatch() * job.sequenceLength() / plan.context();
    // On the last of several stages, which holds fewer activations than the first.
    return plan.pipeline() > 1 ? 0 : 6 * rows * job.model().vocabulary() / plan.tensor();
  }

  private static double activations(Job job, Plan plan, Software software) {
    double rows = (double) plan.microBatch() * job.sequenceLength() / plan.context();
    double layers = (double) job.model().layers() / plan.pipeline();
    double mixtures = (double) job.model().mixtureLayers() / plan.pipeline();
    int microBatches = plan.microBatches(job.globalBatch());
    double inFlight = Math.min(microBatches, plan.pipeline());
    if (plan.chunks() > 1) {
      inFlight *= 1 + (plan.pipeline() - 1.0) / (plan.pipeline() * plan.chunks());
    }
    double shared = software.sequenceParallel() ? plan.tensor() : 1;
    double input = 2 * rows * job.model().hidden() / shared;
    double dense = layers > mixtures ? input + layer(job, plan, software, rows, false) : 0;
    double mixture = mixtures > 0 ? input + layer(job, plan, software, rows, true) : 0;
    if (job.recompute() == Recompute.FULL) {
      return inFlight * layers * input + Math.max(dense, mixture);
    }
    return inFlight * (mixtures * mixture + (layers - mixtures) * dense);
  }

  /** Bytes that one layer keeps of one micro-batch, its input not counted. */
  private static double layer(Job job, Plan plan, Software software, double rows, boolean mixture) {
    Transformer model = job.model();
    Attention attention = model.attention();
    int tensor = plan.tensor();
    double shared = software.sequenceParallel() ? tensor : 1;
    double hidden = rows * model.hidden();
    // Input of the projections, second norm's input and output, and the masks of dropout.
    double norms = (model.layerNorm() ? 8 : 6) * hidden / shared;
    double heads = 2 * rows * (attention.kernelInputs() + attention.kernelOutputs()) / tensor;
    double core = 4 * rows * attention.heads() / tensor;
    if (!software.flashAttention() && job.recompute() == Recompute.NONE) {
      core = 5 * rows * job.sequenceLength() * attention.heads() / tensor;
    }
    return norms + heads + core + (mixture ? experts(job, plan, rows) : dense(model, plan, rows));
  }

  private static double dense(Transformer model, Plan plan, double rows) {
    FeedForward.Dense dense = model.denseFeedForward();
    return (dense.gated() ? 6 : 4) * rows * dense.intermediate() / plan.tensor();
  }

  private static double experts(Job job, Plan plan, double rows) {
    FeedForward.MixtureOfExperts mixture = (FeedForward.MixtureOfExperts) job.model().feedForward();
    double routed = rows * mixture.chosen() * job.imbalance() / plan.tensor();
    // Routed copies before and after the experts, and what the experts keep inside.
    return routed * (4.0 * job.model().hidden() + 6.0 * mixture.intermediate())
        + 6.0 * rows * mixture.sharedIntermediate() / plan.tensor();
  }

  /** Everything together. */
  public double total() {
    return weights + gradients + masterWeights + moments + activations + logits + margin;
  }

  /** True if the device has enough. */
  public boolean fits() {
    return total() <= capacity;
  }
}
