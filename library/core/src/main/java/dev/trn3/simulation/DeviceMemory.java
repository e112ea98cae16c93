package dev.trn3.simulation;

import dev.trn3.parallelism.Degrees;
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
 * @param recomputed activations of the one layer that is being computed again
 * @param logits output of the last layer and its gradient, if the last stage is the fullest
 * @param buffers what the software is known to keep from step to step beside all that
 * @param margin for fragmentation and all that is not known, 5 % and 1 GiB; where the software's
 *     buffers are known they are counted above, and the margin is the same
 * @param host what the host keeps for the device: master weights and moments, if offloaded
 * @param capacity what the device has
 */
public record DeviceMemory(
    double weights,
    double gradients,
    double masterWeights,
    double moments,
    double activations,
    double recomputed,
    double logits,
    double buffers,
    double margin,
    double host,
    double capacity) {

  private static final double MARGIN_SHARE = 0.05;
  private static final double MARGIN_FIXED = 0x1p30;

  /** The memory a job needs on each device when cut by a plan. */
  public static DeviceMemory of(Job job, Degrees plan, Software software, double capacity) {
    Weights held = new Weights(job.model());
    double whole = whole(held, plan, software);
    double shard = shard(held, plan, software);
    double states = states(job, plan, whole, shard);
    double onDevice = job.offloaded() ? 0 : states;
    boolean lastStage = fullerAtTheEnd(held, job, plan, software);
    return new DeviceMemory(
        weights(job, plan, whole, shard),
        gradients(job, plan, software, whole, shard),
        4 * onDevice,
        8 * onDevice,
        kept(held, job, plan, software, lastStage),
        recomputed(job, plan, software),
        lastStage ? logits(job, plan, software) : 0,
        software.buffers().bytes(job, plan, whole, shard),
        MARGIN_SHARE * sum(held, job, plan, software) + MARGIN_FIXED,
        job.offloaded() ? 12 * states : 0,
        capacity);
  }

  /** Bytes in all, as {@link #total}, without an object: for searches that ask for millions. */
  static double total(Weights held, Job job, Degrees plan, Software software) {
    double sum = sum(held, job, plan, software);
    return sum + (MARGIN_SHARE * sum + MARGIN_FIXED);
  }

  private static double sum(Weights held, Job job, Degrees plan, Software software) {
    double whole = whole(held, plan, software);
    double shard = shard(held, plan, software);
    double onDevice = job.offloaded() ? 0 : states(job, plan, whole, shard);
    boolean lastStage = fullerAtTheEnd(held, job, plan, software);
    return weights(job, plan, whole, shard)
        + gradients(job, plan, software, whole, shard)
        + 4 * onDevice
        + 8 * onDevice
        + kept(held, job, plan, software, lastStage)
        + recomputed(job, plan, software)
        + (lastStage ? logits(job, plan, software) : 0)
        + software.buffers().bytes(job, plan, whole, shard);
  }

  /** Parameters that a device holds where copies share none. */
  private static double whole(Weights held, Degrees plan, Software software) {
    return held.dense(plan, software) + held.routed(plan, software);
  }

  /** What is left of them where copies share all. */
  private static double shard(Weights held, Degrees plan, Software software) {
    return held.dense(plan, software) / (plan.data() * plan.context())
        + held.routed(plan, software) / plan.expertCopies();
  }

  private static double weights(Job job, Degrees plan, double whole, double shard) {
    return 2 * (plan.zero() >= 3 ? shard + oneLayer(job.model(), plan) : whole);
  }

  private static double gradients(
      Job job, Degrees plan, Software software, double whole, double shard) {
    double held = plan.zero() >= 2 ? shard : whole;
    return job.frozen() ? 0 : software.gradientBytes() * held;
  }

  /** Parameters whose optimizer states a device keeps. */
  private static double states(Job job, Degrees plan, double whole, double shard) {
    return job.frozen() ? 0 : plan.zero() >= 1 ? shard : whole;
  }

  /** True if the last stage, with the output, needs more than the first, with most in flight. */
  private static boolean fullerAtTheEnd(Weights held, Job job, Degrees plan, Software software) {
    if (plan.pipeline() == 1) {
      return true;
    }
    double last = kept(held, job, plan, software, true);
    return last + logits(job, plan, software) > kept(held, job, plan, software, false);
  }

  /** Bytes that the first or the last stage keeps of all micro-batches in flight. */
  private static double kept(
      Weights held, Job job, Degrees plan, Software software, boolean ofLastStage) {
    double layers = ofLastStage ? held.lastLayers(plan, software) : held.layers(plan, software);
    return inFlight(job, plan, ofLastStage ? plan.pipeline() - 1 : 0)
        * kept(layers, job, plan, software);
  }

  private static double oneLayer(Transformer model, Degrees plan) {
    double dense = (double) (model.parameters() - model.routedParameters()) / model.layers();
    double routed = (double) model.routedParameters() / model.layers() / plan.expert();
    return 2 * (dense + routed) / plan.tensor();
  }

  private static double logits(Job job, Degrees plan, Software software) {
    double rows = (double) plan.microBatch() * job.sequenceLength() / plan.context();
    return software.logitBytes() * rows * job.model().vocabulary() / plan.tensor();
  }

  /** Micro-batches whose activations a stage keeps; pieces of one count as shares. */
  private static double inFlight(Job job, Degrees plan, int stage) {
    int microBatches = plan.microBatches(job.globalBatch());
    int after = plan.pipeline() - 1 - stage;
    int chunks = plan.chunks();
    if (chunks == 1) {
      return Math.min(microBatches, after + 1);
    }
    double pieces = 2.0 * after + (chunks - 1.0) * plan.pipeline() + 1;
    return Math.min((double) microBatches * chunks, pieces) / chunks;
  }

  /** One layer at a time is computed again and kept until its backward pass is over. */
  private static double recomputed(Job job, Degrees plan, Software software) {
    if (job.recomputedShare() == 0) {
      return 0;
    }
    double rows = (double) plan.microBatch() * job.sequenceLength() / plan.context();
    double mixture = job.model().isMixture() ? layer(job, plan, software, rows, true) : 0;
    return job.model().mixtureLayers() == job.model().layers()
        ? mixture
        : Math.max(mixture, layer(job, plan, software, rows, false));
  }

  /** Bytes that so many layers keep of one micro-batch. */
  private static double kept(double layers, Job job, Degrees plan, Software software) {
    double rows = (double) plan.microBatch() * job.sequenceLength() / plan.context();
    double mixtures = layers * job.model().mixtureLayers() / job.model().layers();
    double shared = software.sequenceParallel() ? plan.tensor() : 1;
    double input = 2 * rows * job.model().hidden() / shared;
    double dense = layers > mixtures ? input + layer(job, plan, software, rows, false) : 0;
    double mixture = mixtures > 0 ? input + layer(job, plan, software, rows, true) : 0;
    double kept = mixtures * mixture + (layers - mixtures) * dense;
    double share = job.recomputedShare();
    return share * layers * input + (1 - share) * kept;
  }

  /** Bytes that one layer keeps of one micro-batch, its input not counted. */
  private static double layer(
      Job job, Degrees plan, Software software, double rows, boolean mixture) {
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

  private static double dense(Transformer model, Degrees plan, double rows) {
    FeedForward.Dense dense = model.denseFeedForward();
    return (dense.gated() ? 6 : 4) * rows * dense.intermediate() / plan.tensor();
  }

  private static double experts(Job job, Degrees plan, double rows) {
    FeedForward.MixtureOfExperts mixture = (FeedForward.MixtureOfExperts) job.model().feedForward();
    double routed = rows * mixture.chosen() * job.imbalance(plan) / plan.tensor();
    // Routed copies before and after the experts, and what the experts keep inside.
    return routed * (4.0 * job.model().hidden() + 6.0 * mixture.intermediate())
        + 6.0 * rows * mixture.sharedIntermediate() / plan.tensor();
  }

  /** Everything together. */
  public double total() {
    return weights
        + gradients
        + masterWeights
        + moments
        + activations
        + recomputed
        + logits
        + buffers
        + margin;
  }

  /** True if the device has enough. */
  public boolean fits() {
    return total() <= capacity;
  }
}
