package dev.trn3.serving;

import java.util.Objects;
import java.util.random.RandomGenerator;

/** Gamma distributed, rounded to whole tokens. */
record GammaLengths(double mean, Spread spread) implements Lengths {

  GammaLengths {
    Objects.requireNonNull(spread);
  }

  @Override
  public int draw(RandomGenerator random) {
    double tokens = mean * Draw.gamma(random, spread.shape()) / spread.shape();
    return (int) Math.max(1, Math.rint(tokens));
  }

  @Override
  public int largest() {
    return Integer.MAX_VALUE;
  }

  @Override
  public String toString() {
    return "gamma, mean %s tokens, %s".formatted(mean, spread);
  }
}
