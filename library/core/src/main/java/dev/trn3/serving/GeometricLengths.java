package dev.trn3.serving;

import java.util.random.RandomGenerator;

/** An end is equally likely after each token. */
record GeometricLengths(double mean) implements Lengths {

  @Override
  public int draw(RandomGenerator random) {
    if (mean == 1) {
      return 1;
    }
    double tokens = StrictMath.log(1 - random.nextDouble()) / StrictMath.log1p(-1 / mean);
    return (int) Math.max(1, Math.ceil(tokens));
  }

  @Override
  public int largest() {
    return mean == 1 ? 1 : Integer.MAX_VALUE;
  }

  @Override
  public String toString() {
    return "geometric, mean %s tokens".formatted(mean);
  }
}
