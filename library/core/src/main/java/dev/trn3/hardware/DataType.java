package dev.trn3.hardware;

import dev.trn3.units.Bytes;

/**
 * A format of numbers in memory and matrix multiplications.
 *
 * <p>Micro-scaling (MX) formats keep one 8-bit scale for each block of 32 elements, which adds a
 * quarter of a bit to each element.
 */
public enum DataType {
  FP32(32),
  TF32(32),
  BF16(16),
  FP16(16),
  FP8(8),
  MXFP8(8.25),
  MXFP4(4.25),
  INT8(8);

  private final double bits;

  DataType(double bits) {
    this.bits = bits;
  }

  /** Bits in memory for each element, scales included. */
  public double bits() {
    return bits;
  }

  /** Bytes in memory for each element, scales included. */
  public double bytesPerElement() {
    return bits / 8;
  }

  /** The memory that a number of elements takes. */
  public Bytes of(double elements) {
    return new Bytes(elements * bytesPerElement());
  }
}
