package dev.trn3.procurement;

import dev.trn3.units.Dollars;
import java.math.BigDecimal;
import java.math.MathContext;

/** Cost of tokens. */
public final class TokenCost {

  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  private TokenCost() {}

  /**
   * Dollars for a million tokens.
   *
   * @param perHour of everything that makes the tokens, above $0
   * @param tokensPerSecond that it makes together, above 0
   * @throws IllegalArgumentException if one is not above 0
   */
  public static Dollars perMillion(Dollars perHour, double tokensPerSecond) {
    if (!(tokensPerSecond > 0) || Double.isInfinite(tokensPerSecond)) {
      throw new IllegalArgumentException("tokens per second are above 0, not " + tokensPerSecond);
    }
    if (perHour.amount().signum() <= 0) {
      throw new IllegalArgumentException(
          "an hour of what makes the tokens costs more than $0, not " + perHour);
    }
    BigDecimal millionsPerHour =
        new BigDecimal(tokensPerSecond, MathContext.DECIMAL64)
            .multiply(SECONDS_PER_HOUR)
            .movePointLeft(6);
    return perHour.dividedBy(millionsPerHour);
  }
}
