package dev.trn3.workload;

import static dev.trn3.workload.Checks.positive;

/**
 * Layers that keep a state of fixed size instead of keys and values: the gated delta rule (arXiv
 * 2412.06464) as Qwen3-Next and Qwen3.5 publish it. Every value head has a matrix of key size by
 * value size, which each token decays, corrects and reads.
 *
 * @param layers layers that have it instead of attention
 * @param keyHeads heads of queries and keys; must divide {@code valueHeads}
 * @param valueHeads heads of values
 * @param keySize elements of a head of keys
 * @param valueSize elements of a head of values
 * @param kernel tokens that the short convolution before it looks at
 */
public record LinearAttention(
    int layers, int keyHeads, int valueHeads, int keySize, int valueSize, int kernel) {

  /** Tokens of a prompt that are worked on together, as published kernels do it. */
  private static final int CHUNK = 64;

  public LinearAttention {
    positive("layers of linear attention", layers);
    positive("keyHeads", keyHeads);
    positive("valueHeads", valueHeads);
    positive("keySize", keySize);
    positive("valueSize", valueSize);
    positive("kernel", kernel);
    if (valueHeads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "%d key heads of linear attention do not divide its %d value heads"
              .formatted(keyHeads, valueHeads));
    }
  }

  /**
   * Outputs of the projection before it: queries, keys, values and gates, and two numbers a head.
   */
  public long inputs() {
    return 2 * keys() + 2 * values() + 2L * valueHeads;
  }

  /** Elements of the values of a token. */
  public long values() {
    return (long) valueHeads * valueSize;
  }

  private long keys() {
    return (long) keyHeads * keySize;
  }

  /** Parameters of one layer, for a hidden size. */
  public long parameters(int hidden) {
    return projectionMacs(hidden) + convolution() + 2L * valueHeads + valueSize;
  }

  /** Parameters of the convolution of one layer, and its multiply-accumulates for a token. */
  private long convolution() {
    return kernel * (2 * keys() + values());
  }

  /** Multiply-accumulates of the projections of one layer and token, for a hidden size. */
  public long projectionMacs(int hidden) {
    return hidden * inputs() + values() * hidden;
  }

  /** Elements of the state of one layer and sequence, those of the convolution included. */
  public long stateElements() {
    return (long) valueHeads * keySize * valueSize + (kernel - 1) * (2 * keys() + values());
  }

  /** Multiply-accumulates of one layer for a token, one after the other: read, correct, answer. */
  public long stateMacs() {
    return 3L * valueHeads * keySize * valueSize + convolution();
  }

  /**
   * Multiply-accumulates of one layer for a token of a prompt, in chunks: more than one after the
   * other, but in products of matrices.
   */
  public long chunkedMacs() {
    return stateMacs() + 2L * CHUNK * valueHeads * (keySize + valueSize);
  }
}
