package dev.trn3.inference;

/**
 * What one iteration of a serving engine costs: some sequences each produce one token while chunks
 * of other prompts are read in. This is all that a scheduler needs to know about model and machine.
 */
@FunctionalInterface
public interface IterationCost {
  /**
   * The time of one iteration in seconds, without queueing.
   *
   * @param prefillTokens prompt tokens read in this iteration, all chunks together
   * @param prefillPairs pairs of a read token and a token that it attends to, all chunks together:
   *     a chunk of {@code n} tokens after {@code p} earlier ones has {@code n·p + n·(n+1)/2}
   * @param decodeSequences sequences that produce one token each
   * @param decodeContextTokens tokens that these sequences attend to, all together
   */
  double seconds(
      long prefillTokens, double prefillPairs, int decodeSequences, long decodeContextTokens);
}
