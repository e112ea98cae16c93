package dev.trn3.inference;

import dev.trn3.simulation.Device;

/** Where weights are widened before they are multiplied. */
final class Dequantised {

  private Dequantised() {}

  /**
   * True if weights are widened element by element before the products: on a NeuronCore without
   * products in their format, where one of its vector engines takes an element per lane and cycle.
   * A GPU does so in registers, behind the reading.
   */
  static boolean inSteps(Device device, Precision precision) {
    return precision.weights().bits() < 16
        && precision.computeBits() == 16
        && device.contractionHalf() == 0;
  }
}
