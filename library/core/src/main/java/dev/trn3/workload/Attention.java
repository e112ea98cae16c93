package dev.trn3.workload;

import static dev.trn3.workload.Checks.positive;

import dev.trn3.parallelism.Divisors;

/** How tokens look at each other: grouped-query attention or multi-head latent attention. */
public sealed interface Attention {

  /** Query heads; tensor parallelism divides these. */
  int heads();

  /** Heads of keys and values; equal to {@link #heads} for plain multi-head attention. */
  int keyValueHeads();

  /** Elements of one head in the product of queries and keys. */
  int queryHeadSize();

  /** Elements of one head in the product of scores and values. */
  int valueHeadSize();

  /** Parameters of the projections of one layer, for a hidden size. */
  long parameters(int hidden);

  /** Multiply-accumulates of the projections of one layer and token, for a hidden size. */
  long projectionMacs(int hidden);

  /** Elements kept for each token and layer to attend to it later (the key-value cache). */
  int cacheElements();

  /** Elements of queries, keys, values and gates that enter the kernel, for each token. */
  default long kernelInputs() {
    return (long) heads() * queryHeadSize()
        + (long) gateHeads() * valueHeadSize()
        + (long) keyValueHeads() * (queryHeadSize() + valueHeadSize());
  }

  /** Elements that leave the attention kernel, for each token. */
  default long kernelOutputs() {
    return (long) heads() * valueHeadSize();
  }

  /** Heads whose output has a gate, projected beside the queries. */
  default int gateHeads() {
    return 0;
  }

  /** Plain multi-head attention. */
  static Grouped multiHead(int heads, int headSize) {
    return grouped(heads, heads, headSize);
  }

  /** Attention in which groups of query heads share a head of keys and values. */
  static Grouped grouped(int heads, int keyValueHeads, int headSize) {
    return new Grouped(heads, keyValueHeads, headSize, false, false, false, false, false);
  }

  /**
   * Grouped-query attention; with as many key-value heads as heads, plain multi-head attention.
   *
   * @param heads query heads
   * @param keyValueHeads heads of keys and values; must divide {@code heads}
   * @param headSize elements of one head
   * @param inputBias biases on the query, key and value projections
   * @param outputBias a bias on the output projection
   * @param queryKeyNorm norms of one head size each on queries and keys (Qwen3)
   * @param sinks one learned logit for each head (gpt-oss)
   * @param gated a gate for each element of the output, projected beside the queries (Qwen3-Next)
   */
  record Grouped(
      int heads,
      int keyValueHeads,
      int headSize,
      boolean inputBias,
      boolean outputBias,
      boolean queryKeyNorm,
      boolean sinks,
      boolean gated)
      implements Attention {

    public Grouped {
      positive("heads", heads);
      positive("keyValueHeads", keyValueHeads);
      positive("headSize", headSize);
      if (heads % keyValueHeads != 0) {
        throw new IllegalArgumentException(
            "keyValueHeads %d does not divide %d heads; use %s"
                .formatted(keyValueHeads, heads, Divisors.nearest(heads, keyValueHeads)));
      }
    }

    /** These heads with biases on all four projections. */
    public Grouped biased() {
      return new Grouped(heads, keyValueHeads, headSize, true, true, queryKeyNorm, sinks, gated);
    }

    /** These heads with biases on queries, keys and values (Qwen2). */
    public Grouped inputBiased() {
      return new Grouped(
          heads, keyValueHeads, headSize, true, outputBias, queryKeyNorm, sinks, gated);
    }

    /** These heads with norms on queries and keys (Qwen3). */
    public Grouped queryKeyNormed() {
      return new Grouped(heads, keyValueHeads, headSize, inputBias, outputBias, true, sinks, gated);
    }

    /** These heads with one learned sink each (gpt-oss). */
    public Grouped withSinks() {
      return new Grouped(
          heads, keyValueHeads, headSize, inputBias, outputBias, queryKeyNorm, true, gated);
    }

    /** These heads with a gate for each element of their output (Qwen3-Next, Trinity). */
    public Grouped withGate() {
      return new Grouped(
          heads, keyValueHeads, headSize, inputBias, outputBias, queryKeyNorm, sinks, true);
    }

    @Override
    public int gateHeads() {
      return gated ? heads : 0;
    }

    @Override
    public int queryHeadSize() {
      return headSize;
    }

    @Override
    public int valueHeadSize() {
      return headSize;
    }

    @Override
    public long parameters(int hidden) {
      long inputs = ((long) heads + 2L * keyValueHeads) * headSize;
      return projectionMacs(hidden)
          + (inputBias ? inputs : 0)
          + (outputBias ? hidden : 0)
          + (queryKeyNorm ? 2L * headSize : 0)
          + (sinks ? heads : 0);
    }

    @Override
    public long projectionMacs(int hidden) {
      return 2L * hidden * headSize * ((long) heads + keyValueHeads)
          + (gated ? (long) hidden * heads * headSize : 0);
    }

    @Override
    public int cacheElements() {
      return 2 * keyValueHeads * headSize;
    }
  }

  /**
   * Multi-head latent attention (DeepSeek-V2, arXiv 2405.04434, section 2.1): keys and values are
   * kept as one low-rank vector. In training every head has its own expanded keys and values.
   *
   * @param heads heads
   * @param queryRank rank of the query projection; 0 where it is not factored
   * @param keyValueRank rank of the joint key-value projection
   * @param plainSize elements of a head without position
   * @param rotarySize elements of a head with rotary position, shared by all heads in the key
   * @param valueSize elements of a value head
   */
  record Latent(
      int heads, int queryRank, int keyValueRank, int plainSize, int rotarySize, int valueSize)
      implements Attention {

    public Latent {
      positive("heads", heads);
      positive("keyValueRank", keyValueRank);
      positive("plainSize", plainSize);
      positive("rotarySize", rotarySize);
      positive("valueSize", valueSize);
      if (queryRank < 0) {
        throw new IllegalArgumentException("queryRank must not be negative: " + queryRank);
      }
    }

    @Override
    public int keyValueHeads() {
      return heads;
    }

    @Override
    public int queryHeadSize() {
      return plainSize + rotarySize;
    }

    @Override
    public int valueHeadSize() {
      return valueSize;
    }

    @Override
    public long parameters(int hidden) {
      return projectionMacs(hidden) + queryRank + keyValueRank;
    }

    @Override
    public long projectionMacs(int hidden) {
      long queries = (long) heads * queryHeadSize();
      long query =
          queryRank == 0 ? hidden * queries : (long) hidden * queryRank + queryRank * queries;
      long down = (long) hidden * (keyValueRank + rotarySize);
      long up = (long) keyValueRank * heads * (plainSize + valueSize);
      return query + down + up + (long) heads * valueSize * hidden;
    }

    @Override
    public int cacheElements() {
      return keyValueRank + rotarySize;
    }
  }
}
