package dev.trn3.serving;

/**
 * How a replica chooses what to work on, as continuous batching does: in each iteration every
 * sequence that has been read gets a token, and prompts are read beside or before them.
 *
 * @param maximumSequences sequences at work at the same time
 * @param iterationTokens tokens of an iteration at most, read and produced together
 * @param chunked prompts are read in chunks beside decoding sequences; otherwise whole prompts are
 *     read while these wait
 * @param prefixCaching beginnings of prompts that are still in memory are not read again
 * @param blockTokens tokens of one block of the paged memory of keys and values
 * @param kvTokens tokens whose keys and values fit
 */
public record Scheduler(
    int maximumSequences,
    int iterationTokens,
    boolean chunked,
    boolean prefixCaching,
    int blockTokens,
    long kvTokens) {

  /** Whole prompts, no caching, up to 256 sequences and 8192 tokens, blocks of 16 tokens. */
  public static Scheduler of(long kvTokens) {
    return new Scheduler(256, 8192, false, false, 16, kvTokens);
  }

  /** Checks the numbers. */
  public Scheduler {
    if (maximumSequences < 1 || iterationTokens < 1 || blockTokens < 1) {
      throw new IllegalArgumentException(
          "a scheduler has at least 1 sequence, 1 token in an iteration and 1 in a block, not %d, %d and %d"
              .formatted(maximumSequences, iterationTokens, blockTokens));
    }
    if (kvTokens < blockTokens) {
      throw new IllegalArgumentException(
          "keys and values of %d tokens fit, which is less than a block of %d"
              .formatted(kvTokens, blockTokens));
    }
  }

  /** The same with another limit of sequences. */
  public Scheduler maximumSequences(int most) {
    return new Scheduler(most, iterationTokens, chunked, prefixCaching, blockTokens, kvTokens);
  }

  /** The same with another limit of tokens in an iteration. */
  public Scheduler iterationTokens(int most) {
    return new Scheduler(maximumSequences, most, chunked, prefixCaching, blockTokens, kvTokens);
  }

  /** Reads prompts in chunks, so many tokens in an iteration, decoding sequences included. */
  public Scheduler chunkedPrefill(int tokens) {
    return new Scheduler(maximumSequences, tokens, true, prefixCaching, blockTokens, kvTokens);
  }

  /** Beginnings of prompts that are still in memory are not read again. */
  public Scheduler withPrefixCaching() {
    return new Scheduler(maximumSequences, iterationTokens, chunked, true, blockTokens, kvTokens);
  }

  /** The same with another size of blocks. */
  public Scheduler blockTokens(int tokens) {
    return new Scheduler(
        maximumSequences, iterationTokens, chunked, prefixCaching, tokens, kvTokens);
  }
}
