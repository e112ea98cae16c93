package dev.trn3.simulation;

import dev.trn3.parallelism.Cuttable;
import dev.trn3.parallelism.Degrees;
import dev.trn3.parallelism.Recompute;
import dev.trn3.workload.ExpertLoads;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;

/**
 * What a training step computes, whatever it runs on.
 *
 * @param model the model
 * @param sequenceLength tokens in a sequence
 * @param globalBatch sequences in a step
 * @param bits bits of an element in the products of linear layers
 * @param blockScaled a scale for each block of elements (MX formats) rather than for a tensor
 * @param recompute activations that are computed again
 * @param recomputedLayers layers to which full recomputation applies; the others keep what
 *     selective recomputation keeps
 * @param frozen weights get no gradients of their own (adapters are trained instead)
 * @param loads how evenly experts are loaded
 * @param offloaded optimizer states live in the memory of the host, which updates the weights
 */
public record Job(
    Transformer model,
    int sequenceLength,
    int globalBatch,
    int bits,
    boolean blockScaled,
    Recompute recompute,
    int recomputedLayers,
    boolean frozen,
    ExpertLoads loads,
    boolean offloaded) {

  public Job {
    if (model.linear().isPresent()) {
      throw new IllegalArgumentException(
          "%s has %d layers of linear attention, whose training is not modelled; serving(...) is"
              .formatted(model, model.linearLayers()));
    }
    if (recomputedLayers < 0 || recomputedLayers > model.layers()) {
      throw new IllegalArgumentException(
          "recompute(FULL, %d): %s has %d layers; use 1 to %d"
              .formatted(recomputedLayers, model, model.layers(), model.layers()));
    }
  }

  /** A job without block scales or offload, recomputation in all layers or none. */
  public Job(
      Transformer model,
      int sequenceLength,
      int globalBatch,
      int bits,
      Recompute recompute,
      boolean frozen,
      double imbalance) {
    this(
        model,
        sequenceLength,
        globalBatch,
        bits,
        false,
        recompute,
        recompute == Recompute.FULL ? model.layers() : 0,
        frozen,
        ExpertLoads.ratio(imbalance),
        false);
  }

  /** This job with a scale for each block of elements. */
  public Job withBlockScales(boolean scaled) {
    return new Job(
        model,
        sequenceLength,
        globalBatch,
        bits,
        scaled,
        recompute,
        recomputedLayers,
        frozen,
        loads,
        offloaded);
  }

  /** This job with full recomputation in so many layers. */
  public Job recomputing(Recompute policy, int layers) {
    return new Job(
        model,
        sequenceLength,
        globalBatch,
        bits,
        blockScaled,
        policy,
        layers,
        frozen,
        loads,
        offloaded);
  }

  /** This job with its optimizer on the host, or not. */
  public Job withOffload(boolean onHost) {
    return new Job(
        model,
        sequenceLength,
        globalBatch,
        bits,
        blockScaled,
        recompute,
        recomputedLayers,
        frozen,
        loads,
        onHost);
  }

  /** Tokens in a step. */
  public double tokens() {
    return (double) globalBatch * sequenceLength;
  }

  /** Floating-point operations the model needs for a step, without recomputation. */
  public double modelFlops() {
    double forward = tokens() * model.forwardFlopsPerToken(sequenceLength);
    double weightGradients = frozen ? tokens() * 2 * model.matrixMacs() : 0;
    return 3 * forward - weightGradients;
  }

  /** The share of the layers whose whole forward pass is done again. */
  public double recomputedShare() {
    return recompute == Recompute.FULL ? (double) recomputedLayers / model.layers() : 0;
  }

  /** Load of the busiest device over the average, where a plan spreads experts. */
  double imbalance(Degrees plan) {
    return imbalance(plan.tensor(), plan.context(), plan.expert(), plan.microBatch());
  }

  double imbalance(int tensor, int context, int expert, int microBatch) {
    if (!(model.feedForward() instanceof FeedForward.MixtureOfExperts mixture)) {
      return 1;
    }
    double rows = (double) microBatch * sequenceLength / context / tensor;
    return loads.busiest(mixture.experts(), expert, rows * mixture.chosen());
  }

  /** The numbers a plan must divide. */
  public Cuttable cuttable() {
    int experts =
        model.feedForward() instanceof FeedForward.MixtureOfExperts mixture ? mixture.experts() : 0;
    return new Cuttable(
        model.attention().heads(), model.layers(), experts, sequenceLength, globalBatch);
  }
}
