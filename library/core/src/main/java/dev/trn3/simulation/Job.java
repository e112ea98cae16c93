package dev.trn3.simulation;

import dev.trn3.parallelism.Cuttable;
import dev.trn3.parallelism.Recompute;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;

/**
 * What a training step computes, whatever it runs on.
 *
 * @param model the model
 * @param sequenceLength tokens in a sequence
 * @param globalBatch sequences in a step
 * @param bits bits of an element in the products of linear layers
 * @param recompute activations that are computed again
 * @param frozen weights get no gradients of their own (adapters are trained instead)
 * @param imbalance load of the busiest expert over the average
 */
public record Job(
    Transformer model,
    int sequenceLength,
    int globalBatch,
    int bits,
    Recompute recompute,
    boolean frozen,
    double imbalance) {

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

  /** The numbers a plan must divide. */
  public Cuttable cuttable() {
    int experts =
        model.feedForward() instanceof FeedForward.MixtureOfExperts mixture ? mixture.experts() : 0;
    return new Cuttable(
        model.attention().heads(), model.layers(), experts, sequenceLength, globalBatch);
  }
}
