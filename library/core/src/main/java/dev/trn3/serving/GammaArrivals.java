package dev.trn3.serving;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Gaps drawn from a gamma distribution.
 *
 * @param rate mean rate
 * @param spread of the gaps
 */
record GammaArrivals(Rate rate, Spread spread, long seed) implements Arrivals {

  GammaArrivals {
    Objects.requireNonNull(rate);
    Objects.requireNonNull(spread);
  }

  @Override
  public DoubleSupplier start() {
    SplittableRandom random = new SplittableRandom(seed);
    double shape = spread.shape();
    double scale = 1 / (shape * rate.perSecond());
    double[] now = {0};
    return () -> now[0] += Draw.gamma(random, shape) * scale;
  }

  @Override
  public double perSecond() {
    return rate.perSecond();
  }

  @Override
  public Arrivals times(double factor) {
    return new GammaArrivals(new Rate(rate.perSecond() * factor), spread, seed);
  }

  @Override
  public Arrivals seed(long value) {
    return new GammaArrivals(rate, spread, value);
  }

  @Override
  public String toString() {
    return "bursty arrivals, " + rate + ", " + spread;
  }
}
