package dev.trn3.serving;

import java.util.random.RandomGenerator;

/** The logarithm of the length is normally distributed. */
record LognormalLengths(double mean, double sigma) implements Lengths {

  @Override
  public int draw(RandomGenerator random) {
    double logarithm = StrictMath.log(mean) - sigma * sigma / 2 + sigma * Draw.normal(random);
    return (int) Math.max(1, Math.rint(StrictMath.exp(logarithm)));
  }

  @Override
  public int largest() {
    return sigma == 0 ? (int) Math.rint(mean) : Integer.MAX_VALUE;
  }

  @Override
  public String toString() {
    return "lognormal, mean %s tokens, sigma %s".formatted(mean, sigma);
  }
}
