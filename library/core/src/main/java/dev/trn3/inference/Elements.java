package dev.trn3.inference;

import dev.trn3.simulation.Device;
import dev.trn3.simulation.ElementWork;
import dev.trn3.workload.Transformer;

/**
 * What the layers do to every element of a row beside products and attention: norms and residuals
 * with the rotation of heads, then the activation. Rows of prompts and of tokens are treated alike:
 * each of the two takes as long as memory moves its bytes, as the vector engines take for its
 * passes at the rate of training, or as one row takes in the lane it is in, whichever is longest.
 *
 * <p>The last is the latency of a row, seen in published times of at most 4 sequences; how it gives
 * way to the rate of the engines with more rows was measured by nobody.
 */
final class Elements {

  private final Device device;
  private final double layers;
  private final double memoryRate;

  /** Hidden elements of a row of a prompt and of a token on this rank, and those of its heads. */
  private final double promptHidden;

  private final double hidden;
  private final double heads;
  private final double widths;
  private final ElementWork norms;
  private final ElementWork activation;

  Elements(Transformer model, Device device, Cut cut, ServingStack stack, double memoryRate) {
    this.device = device;
    this.layers = model.layers();
    this.memoryRate = memoryRate;
    hidden = model.hidden();
    promptHidden = stack.sequenceParallel() ? hidden / cut.tensor() : hidden;
    heads = heads(model) / cut.tensor();
    widths = (double) model.innerWidth() / cut.tensor();
    norms = ElementWork.norms(model);
    activation = ElementWork.activation(model.isMixture() || model.denseFeedForward().gated());
  }

  /** Elements of queries, keys and values of a row, averaged over layers. */
  private static double heads(Transformer model) {
    double linear = model.linear().map(some -> (double) some.layers() * some.inputs()).orElse(0.0);
    double attending = (double) model.layers() - model.linearLayers();
    return (attending * model.attention().kernelInputs() + linear) / model.layers();
  }

  /**
   * Seconds of all layers.
   *
   * @param promptRows rows of prompts on this rank; with sequence parallelism their norms and
   *     residuals are shared by the ranks
   * @param tokenRows rows of tokens that are produced
   */
  double seconds(double promptRows, double tokenRows) {
    double rows = promptRows + tokenRows;
    if (rows <= 0) {
      return 0;
    }
    ElementWork rotation = ElementWork.ROTATION;
    double normed = promptHidden * promptRows + hidden * tokenRows;
    double around =
        longest(
            norms.bytes() * normed + rotation.bytes() * heads * rows,
            norms.passes() * normed + rotation.passes() * heads * rows,
            norms.passes() * hidden + rotation.passes() * heads);
    double between =
        longest(
            activation.bytes() * widths * rows,
            activation.passes() * widths * rows,
            activation.passes() * widths);
    return layers * (around + between);
  }

  /** Passes of one row are counted whole: an element follows the other in its lane. */
  private double longest(double bytes, double passes, double passesOfOneRow) {
    return Math.max(
        Math.max(bytes / memoryRate, passes / device.vector()), passesOfOneRow / device.lane());
  }
}
