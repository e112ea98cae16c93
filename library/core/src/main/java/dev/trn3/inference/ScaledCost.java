package dev.trn3.inference;

/**
 * Another cost with reading prompts and producing tokens slower or faster by a factor each, such as
 * the ends of an error bar.
 *
 * @param cost as it is
 * @param reading factor of what prompts add to an iteration
 * @param producing factor of an iteration without prompts
 */
public record ScaledCost(IterationCost cost, double reading, double producing)
    implements IterationCost {

  /** Checks the factors. */
  public ScaledCost {
    if (!(reading > 0) || !(producing > 0)) {
      throw new IllegalArgumentException(
          "factors of a cost are positive, not %s and %s".formatted(reading, producing));
    }
  }

  @Override
  public double seconds(
      long prefillTokens, double prefillPairs, int decodeSequences, long decodeContextTokens) {
    double tokens =
        decodeSequences == 0 ? 0 : cost.seconds(0, 0, decodeSequences, decodeContextTokens);
    if (prefillTokens == 0) {
      return producing * tokens;
    }
    double all = cost.seconds(prefillTokens, prefillPairs, decodeSequences, decodeContextTokens);
    return producing * tokens + reading * (all - tokens);
  }
}
