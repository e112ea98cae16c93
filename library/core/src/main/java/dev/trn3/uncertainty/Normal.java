package dev.trn3.uncertainty;

/** The normal distribution. */
final class Normal {

  /** Deviations to either side that hold eight of ten values. */
  static final double EIGHTY_PERCENT = 1.2815515655446004;

  private Normal() {}

  /**
   * The value that a share of all values does not exceed: the cumulative distribution, inverted by
   * bisection.
   */
  static double quantile(double share) {
    if (!(share > 0) || !(share < 1)) {
      throw new IllegalArgumentException("a share lies between 0 and 1, not " + share);
    }
    double low = -9;
    double high = 9;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The share of values up to x: a series near the middle, a continued fraction in the tails. */
  static double cumulative(double x) {
    double density = StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
    if (Math.abs(x) < 3) {
      double term = x;
      double sum = x;
      for (int i = 1; i < 60; i++) {
        term *= x * x / (2 * i + 1);
        sum += term;
      }
      return 0.5 + density * sum;
    }
    double fraction = Math.abs(x);
    for (int i = 40; i >= 1; i--) {
      fraction = Math.abs(x) + i / fraction;
    }
    return x < 0 ? density / fraction : 1 - density / fraction;
  }
}
