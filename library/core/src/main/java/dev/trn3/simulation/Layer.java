package dev.trn3.simulation;

import java.util.List;

/**
 * What a chip does for one layer in one task of the pipeline. What computes and what runs beside it
 * begin together; collectives that nothing hides follow when both have ended.
 *
 * @param computing seconds of the engines
 * @param behind collectives of the layer that run beside the computation
 * @param weights weights of the next layer, or gradients of the last, that pass beside it
 * @param after collectives that the next layer waits for
 */
record Layer(
    double computing, List<Crossing> behind, List<Crossing> weights, List<Crossing> after) {

  /** Only computation. */
  static Layer of(double computing) {
    return new Layer(computing, List.of(), List.of(), List.of());
  }
}
