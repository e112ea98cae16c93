package dev.trn3.serving;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Exponential gaps.
 *
 * @param rate mean rate
 */
record PoissonArrivals(Rate rate, long seed) implements Arrivals {

  @Override
  public DoubleSupplier start() {
    SplittableRandom random = new SplittableRandom(seed);
    double[] now = {0};
    return () -> now[0] += Draw.exponential(random) / rate.perSecond();
  }

  @Override
  public double perSecond() {
    return rate.perSecond();
  }

  @Override
  public Arrivals times(double factor) {
    return new PoissonArrivals(new Rate(rate.perSecond() * factor), seed);
  }

  @Override
  public Arrivals seed(long value) {
    return new PoissonArrivals(rate, value);
  }

  @Override
  public String toString() {
    return "Poisson arrivals, " + rate;
  }
}
