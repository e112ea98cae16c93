package dev.trn3.serving;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Lengths with what is longer cut to a limit. */
record CutLengths(Lengths whole, int limit) implements Lengths {

  private static final int DRAWS = 1 << 16;

  CutLengths {
    Objects.requireNonNull(whole);
    if (limit < 1) {
      throw new IllegalArgumentException("a length is at least 1 token, not " + limit);
    }
  }

  @Override
  public int draw(RandomGenerator random) {
    return Math.min(limit, whole.draw(random));
  }

  /** From 65,536 draws, so to about half a percent, unless nothing is cut. */
  @Override
  public double mean() {
    if (whole.largest() <= limit) {
      return whole.mean();
    }
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      sum += draw(random);
    }
    return sum / DRAWS;
  }

  @Override
  public int largest() {
    return Math.min(limit, whole.largest());
  }

  @Override
  public String toString() {
    return "%s, cut to %d".formatted(whole, limit);
  }
}
