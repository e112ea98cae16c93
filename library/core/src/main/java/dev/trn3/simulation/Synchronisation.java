package dev.trn3.simulation;

import java.util.List;

/**
 * What keeps the copies of a stage's weights alike.
 *
 * @param before gathers that begin with the step; the forward pass of the first micro-batch waits
 *     at each layer for one more of them
 * @param layer sum of a layer's gradients, from its last backward pass on
 * @param gradients sum of gradients when the stage has done all its tasks
 * @param optimizer seconds of the optimizer after that
 * @param gathered gather of the new weights after that
 */
record Synchronisation(
    List<Crossing> before,
    Crossing layer,
    Crossing gradients,
    double optimizer,
    Crossing gathered) {

  static final Synchronisation NONE =
      new Synchronisation(List.of(), Crossing.NONE, Crossing.NONE, 0, Crossing.NONE);
}
