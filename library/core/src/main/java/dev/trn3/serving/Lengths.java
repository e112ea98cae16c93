package dev.trn3.serving;

import java.util.random.RandomGenerator;

/** How many tokens prompts or answers have: a distribution. */
public interface Lengths {

  /** Draws a length, at least 1, by these random numbers alone. */
  int draw(RandomGenerator random);

  /** Mean of what is drawn. */
  double mean();

  /** The largest that can be drawn; {@link Integer#MAX_VALUE} if there is no limit. */
  int largest();

  /** The same, with what is longer cut to a limit. */
  default Lengths atMost(int tokens) {
    return new CutLengths(this, tokens);
  }

  /** Always the same number of tokens. */
  static Lengths fixed(int tokens) {
    return new UniformLengths(tokens, tokens);
  }

  /** Every number of tokens from one to another, both included, equally often. */
  static Lengths uniform(int least, int most) {
    return new UniformLengths(least, most);
  }

  /**
   * As prompts of people are: most are short, a few are very long.
   *
   * @param mean mean, before rounding to whole tokens
   * @param sigma deviation of the natural logarithm
   */
  static Lengths lognormal(Mean mean, Sigma sigma) {
    return new LognormalLengths(mean.tokens(), sigma.value());
  }

  /** An end is equally likely after each token: the usual model of answers. */
  static Lengths geometric(Mean mean) {
    return new GeometricLengths(mean.tokens());
  }

  /**
   * A gamma distribution.
   *
   * @param mean mean, before rounding to whole tokens
   * @param spread standard deviation over mean
   */
  static Lengths gamma(Mean mean, Spread spread) {
    return new GammaLengths(mean.tokens(), spread);
  }

  /**
   * Drawn from lengths that were seen, each equally likely.
   *
   * @throws IllegalArgumentException if there is none, or one is below 1
   */
  static Lengths empirical(int... seen) {
    return new EmpiricalLengths(seen);
  }

  /** The mean of a distribution of lengths. */
  static Mean mean(double tokens) {
    return new Mean(tokens);
  }

  /** The deviation of the natural logarithm of lengths. */
  static Sigma sigma(double value) {
    return new Sigma(value);
  }

  /**
   * A mean number of tokens.
   *
   * @param tokens at least 1
   */
  record Mean(double tokens) {
    public Mean {
      if (!(tokens >= 1) || tokens > 1e9) {
        throw new IllegalArgumentException("a mean length is at least 1 token, not " + tokens);
      }
    }
  }

  /**
   * A deviation of the natural logarithm.
   *
   * @param value from 0 to 5; 0.6 to 1.2 is usual
   */
  record Sigma(double value) {
    public Sigma {
      if (!(value >= 0) || value > 5) {
        throw new IllegalArgumentException(
            "sigma is the deviation of the natural logarithm, from 0 to 5, not " + value);
      }
    }
  }
}
