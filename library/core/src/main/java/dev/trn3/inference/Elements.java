package dev.trn3.inference;

import dev.trn3.simulation.Device;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;

/**
 * What the layers do to every element of a row beside products and attention: two norms and two
 * residuals, rotation of the heads, activation. Bytes and passes are counted as in training.
 */
final class Elements {

  private static final int NORM_PASSES = 6;
  private static final int ROTATION_PASSES = 3;

  private final Device device;
  private final int layers;
  private final double memoryRate;
  private final double rowBytes;
  private final double promptBytes;
  private final double passes;

  Elements(Transformer model, Device device, Cut cut, ServingStack stack, double memoryRate) {
    this.device = device;
    this.layers = model.layers();
    this.memoryRate = memoryRate;
    boolean gated =
        model.feedForward() instanceof FeedForward.MixtureOfExperts
            || model.denseFeedForward().gated();
    double heads = heads(model) / cut.tensor();
    double widths = widths(model) / cut.tensor();
    double whole = (model.layerNorm() ? 22.0 : 16.0) * model.hidden();
    double shared = 4.0 * heads + 6.0 * widths;
    rowBytes = whole + shared;
    promptBytes = (stack.sequenceParallel() ? whole / cut.tensor() : whole) + shared;
    passes =
        (double) NORM_PASSES * model.hidden() + ROTATION_PASSES * heads + (gated ? 3 : 2) * widths;
  }

  /** Elements of queries, keys and values of a row, averaged over layers. */
  private static double heads(Transformer model) {
    double linear = model.linear().map(some -> (double) some.layers() * some.inputs()).orElse(0.0);
    double attending = (double) model.layers() - model.linearLayers();
    return (attending * model.attention().kernelInputs() + linear) / model.layers();
  }

  private static double widths(Transformer model) {
    return model.feedForward() instanceof FeedForward.MixtureOfExperts mixture
        ? (double) mixture.chosen() * mixture.intermediate() + mixture.sharedIntermediate()
        : model.denseFeedForward().intermediate();
  }

  /**
   * Seconds of all layers. Rows of prompts fill all lanes of the engines and wait for memory; the
   * few rows of tokens that are produced are in a lane each, which takes one element after the
   * other.
   */
  double seconds(double promptRows, double tokenRows) {
    double lanes = Math.ceil(tokenRows / device.arrayEdge()) * passes / device.lane();
    return layers
        * (promptBytes * promptRows / memoryRate
            + Math.max(rowBytes * tokenRows / memoryRate, lanes));
  }
}
