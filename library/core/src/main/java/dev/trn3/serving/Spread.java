package dev.trn3.serving;

/**
 * How unequal something is: standard deviation over mean. 0 is constant, 1 is what a Poisson
 * process has between its arrivals, 2 to 5 is bursty.
 *
 * @param coefficientOfVariation positive
 */
public record Spread(double coefficientOfVariation) {

  public Spread {
    if (!(coefficientOfVariation > 0) || coefficientOfVariation > 100) {
      throw new IllegalArgumentException(
          "a coefficient of variation is positive and at most 100, not " + coefficientOfVariation);
    }
  }

  /** Standard deviation over mean. */
  public static Spread coefficientOfVariation(double value) {
    return new Spread(value);
  }

  /** Shape of the gamma distribution that is so unequal. */
  double shape() {
    return 1 / (coefficientOfVariation * coefficientOfVariation);
  }

  @Override
  public String toString() {
    return "coefficient of variation " + coefficientOfVariation;
  }
}
