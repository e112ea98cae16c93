package dev.trn3.serving;

import java.util.random.RandomGenerator;

/** Samples whose digits are the same on every Java version. */
final class Draw {

  private Draw() {}

  /** An exponential time with mean 1. */
  static double exponential(RandomGenerator random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  /** A normal number with mean 0 and deviation 1 (polar method of Marsaglia). */
  static double normal(RandomGenerator random) {
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /** A gamma number with that shape and scale 1, so with that mean (Marsaglia and Tsang 2000). */
  static double gamma(RandomGenerator random, double shape) {
    if (shape < 1) {
      double less = 1 - random.nextDouble();
      return gamma(random, shape + 1) * StrictMath.pow(less, 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = normal(random);
      double v = 1 + c * x;
      if (v > 0) {
        double cube = v * v * v;
        double u = 1 - random.nextDouble();
        if (StrictMath.log(u) < x * x / 2 + d - d * cube + d * StrictMath.log(cube)) {
          return d * cube;
        }
      }
    }
  }
}
