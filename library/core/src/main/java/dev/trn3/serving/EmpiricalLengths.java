package dev.trn3.serving;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Lengths that were seen, each equally likely. */
final class EmpiricalLengths implements Lengths {

  private final int[] seen;

  EmpiricalLengths(int[] seen) {
    this.seen = seen.clone();
    if (seen.length == 0) {
      throw new IllegalArgumentException("no length was seen, so none can be drawn");
    }
    for (int each : seen) {
      if (each < 1) {
        throw new IllegalArgumentException("a length is at least 1 token, not " + each);
      }
    }
  }

  @Override
  public int draw(RandomGenerator random) {
    return seen[(int) (random.nextDouble() * seen.length)];
  }

  @Override
  public double mean() {
    return Arrays.stream(seen).average().orElseThrow();
  }

  @Override
  public int largest() {
    return Arrays.stream(seen).max().orElseThrow();
  }

  @Override
  public String toString() {
    return "as %,d that were seen, mean %.1f tokens".formatted(seen.length, mean());
  }
}
