package dev.trn3.inference;

import dev.trn3.simulation.Device;
import dev.trn3.simulation.Products;
import dev.trn3.workload.Attention;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;

/**
 * One matrix on one rank.
 *
 * @param layers layers that have one like it
 * @param k inputs
 * @param n outputs
 * @param weightBytes bytes of an element
 * @param low kept and multiplied in the format of the weights, not in 16 bits
 */
record Matrix(double layers, double k, double n, double weightBytes, boolean low) {

  /** The matrices of a model but for routed experts, embedding and output. */
  static Matrix[] of(Transformer model, Cut cut, Precision precision) {
    List<Matrix> matrices = new ArrayList<>();
    attention(matrices, model, cut, precision);
    model
        .linear()
        .ifPresent(
            some -> {
              // Each rank has whole heads; its share of the inputs goes with them.
              double share = cut.valueHeads(some) / (double) some.valueHeads();
              boolean low = !(model.isMixture() && precision.weights().bits() < 8);
              double bytes = low ? precision.weights().bytesPerElement() : 2;
              double inputs = share * some.inputs();
              double outputs = share * some.values();
              matrices.add(new Matrix(some.layers(), model.hidden(), inputs, bytes, low));
              matrices.add(new Matrix(some.layers(), outputs, model.hidden(), bytes, low));
            });
    double bytes = precision.weights().bytesPerElement();
    int plain = model.layers() - model.mixtureLayers();
    if (plain > 0) {
      FeedForward.Dense feedForward = model.denseFeedForward();
      double width = (double) feedForward.intermediate() / cut.tensor();
      add(matrices, model, plain, width, feedForward.gated() ? 2 : 1, bytes);
    }
    if (model.feedForward() instanceof FeedForward.MixtureOfExperts mixture) {
      matrices.add(new Matrix(model.mixtureLayers(), model.hidden(), mixture.experts(), 2, false));
      if (mixture.sharedIntermediate() > 0) {
        double width = (double) mixture.sharedIntermediate() / cut.tensor();
        add(matrices, model, model.mixtureLayers(), width, 2, bytes);
      }
    }
    return matrices.toArray(Matrix[]::new);
  }

  private static void attention(
      List<Matrix> matrices, Transformer model, Cut cut, Precision precision) {
    Attention attention = model.attention();
    boolean low = !(model.isMixture() && precision.weights().bits() < 8);
    double bytes = low ? precision.weights().bytesPerElement() : 2;
    double tensor = cut.tensor();
    int hidden = model.hidden();
    double layers = (double) model.layers() - model.linearLayers();
    double heads = Math.ceil(attention.heads() / tensor);
    if (attention instanceof Attention.Latent latent) {
      double queries = heads * latent.queryHeadSize();
      if (latent.queryRank() > 0) {
        matrices.add(new Matrix(layers, hidden, latent.queryRank() / tensor, bytes, low));
        matrices.add(new Matrix(layers, latent.queryRank(), queries, bytes, low));
      } else {
        matrices.add(new Matrix(layers, hidden, queries, bytes, low));
      }
      matrices.add(
          new Matrix(layers, hidden, latent.keyValueRank() + latent.rotarySize(), bytes, low));
      matrices.add(
          new Matrix(
              layers,
              latent.keyValueRank(),
              heads * (latent.plainSize() + latent.valueSize()),
              bytes,
              low));
    } else {
      double inputs =
          heads * attention.queryHeadSize()
              + Math.ceil(attention.gateHeads() / tensor) * attention.valueHeadSize()
              + cut.keyValueHeads(attention)
                  * (attention.queryHeadSize() + attention.valueHeadSize());
      matrices.add(new Matrix(layers, hidden, inputs, bytes, low));
    }
    matrices.add(new Matrix(layers, heads * attention.valueHeadSize(), hidden, bytes, low));
  }

  private static void add(
      List<Matrix> matrices,
      Transformer model,
      int layers,
      double width,
      int inputs,
      double bytes) {
    matrices.add(new Matrix(layers, model.hidden(), inputs * width, bytes, true));
    matrices.add(new Matrix(layers, width, model.hidden(), bytes, true));
  }

  /** Seconds of all layers' products with so many rows; {@link Products} tells the rest. */
  double seconds(Device device, double rate, double memoryRate, double rows, double input) {
    double engineRows = engineRows(device, rows);
    return layers
        * Products.seconds(device, rate, memoryRate, engineRows, 1, rows, k, n, input, weightBytes);
  }

  /**
   * Rows that an engine takes as long as: a tensor core of a GPU multiplies 16 at once, a tile of
   * weights on a NeuronCore is busy for a cycle with each row, and for 64 at least (Neuron's
   * architecture guide; of later cores than NeuronCore-v2 it is assumed).
   */
  static double engineRows(Device device, double rows) {
    return device.contractionHalf() > 0 ? Math.ceil(rows / 16) * 16 : Math.max(rows, 64);
  }

  /** Elements of all layers. */
  double elements() {
    return layers * k * n;
  }
}
