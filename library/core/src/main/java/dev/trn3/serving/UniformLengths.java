package dev.trn3.serving;

import java.util.random.RandomGenerator;

/** All lengths from the least to the most, equally often. */
record UniformLengths(int least, int most) implements Lengths {

  UniformLengths {
    if (least < 1) {
      throw new IllegalArgumentException("a length is at least 1 token, not " + least);
    }
    if (most < least) {
      throw new IllegalArgumentException(
          "no length is at least %d and at most %d; give the shorter first".formatted(least, most));
    }
  }

  @Override
  public int draw(RandomGenerator random) {
    return least == most ? least : least + (int) (random.nextDouble() * (1.0 + most - least));
  }

  @Override
  public double mean() {
    return (least + (double) most) / 2;
  }

  @Override
  public int largest() {
    return most;
  }

  @Override
  public String toString() {
    return least == most ? least + " tokens" : "%d to %d tokens".formatted(least, most);
  }
}
