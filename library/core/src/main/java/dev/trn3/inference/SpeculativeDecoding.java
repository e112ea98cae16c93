package dev.trn3.inference;

/**
 * Decoding with a draft: a small model proposes tokens, the target checks them all in one
 * iteration. The time of an iteration is given for each token that comes out.
 *
 * <p>With tokens accepted independently, {@code k} proposals give (1 - a^(k+1)) / (1 - a) tokens in
 * expectation (arXiv 2211.17192).
 *
 * @param target the model that checks
 * @param draft the model that proposes; for a head on the target (EAGLE), a model of its shape
 * @param proposals tokens proposed for each check
 * @param acceptance chance that a proposed token is accepted, below 1
 */
public record SpeculativeDecoding(
    InferenceModel target, InferenceModel draft, int proposals, double acceptance)
    implements IterationCost {

  public SpeculativeDecoding {
    check(proposals, acceptance);
  }

  /**
   * Refuses what no draft can do.
   *
   * @throws IllegalArgumentException if nothing is proposed, or acceptance is no chance below 1
   */
  public static void check(int proposals, double acceptance) {
    if (proposals < 1) {
      throw new IllegalArgumentException("proposals must be at least 1, not " + proposals);
    }
    if (!(acceptance >= 0) || acceptance >= 1) {
      throw new IllegalArgumentException(
          "acceptance is a chance from 0 to below 1, not " + acceptance);
    }
  }

  /** Tokens that one check gives in expectation. */
  public double tokensPerCheck() {
    return (1 - Math.pow(acceptance, proposals + 1)) / (1 - acceptance);
  }

  @Override
  public double seconds(
      long prefillTokens, double prefillPairs, int decodeSequences, long decodeContextTokens) {
    double reading =
        prefillTokens == 0
            ? 0
            : target.seconds(prefillTokens, prefillPairs, 0, 0)
                + draft.seconds(prefillTokens, prefillPairs, 0, 0);
    if (decodeSequences == 0) {
      return reading;
    }
    double check =
        target.seconds(
            0, 0, decodeSequences, decodeContextTokens, (proposals + 1.0) * decodeSequences);
    double proposing = proposals * draft.seconds(0, 0, decodeSequences, decodeContextTokens);
    return reading + (check + proposing) / tokensPerCheck();
  }
}
