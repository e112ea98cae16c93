package dev.trn3.inference;

import dev.trn3.hardware.DataType;
import java.util.Objects;

/**
 * The formats of a served model. Embedding, output layer and router stay in 16 bits, and so does
 * attention where a mixture of experts is kept in 4 bits, as gpt-oss is published.
 *
 * @param weights elements of the matrices
 * @param cache elements of the cache of keys and values
 * @param computeBits bits of the products; 16 where the chip has no products in the format of the
 *     weights
 */
public record Precision(DataType weights, DataType cache, int computeBits) {

  public Precision {
    Objects.requireNonNull(weights);
    if (cache.bits() > 16 || cache.bits() < 8) {
      throw new IllegalArgumentException(
          "a cache of keys and values in %s is not served by any stack; use BF16 or FP8"
              .formatted(cache));
    }
    if (weights.bits() > 16) {
      throw new IllegalArgumentException(
          "weights in %s are not served by any stack; use BF16, FP8, MXFP8, MXFP4 or INT8"
              .formatted(weights));
    }
  }

  /** Weights of a format on a chip, with products in that format where it has them. */
  public static Precision of(DataType weights, dev.trn3.hardware.Chip chip) {
    boolean native8 = weights != DataType.INT8 && chip.supports(weights);
    int bits = weights.bits() >= 16 || !native8 ? 16 : weights.bits() >= 8 ? 8 : 4;
    return new Precision(weights, DataType.BF16, bits);
  }

  /** The same with keys and values in another format. */
  public Precision cache(DataType format) {
    return new Precision(weights, format, computeBits);
  }
}
