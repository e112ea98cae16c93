package dev.trn3.serving;

import java.util.function.DoubleSupplier;

/**
 * Equal gaps, the first one before the first request.
 *
 * @param rate requests per second
 */
record SteadyArrivals(Rate rate, long seed) implements Arrivals {

  @Override
  public DoubleSupplier start() {
    long[] sent = {0};
    return () -> ++sent[0] / rate.perSecond();
  }

  @Override
  public double perSecond() {
    return rate.perSecond();
  }

  @Override
  public Arrivals times(double factor) {
    return new SteadyArrivals(new Rate(rate.perSecond() * factor), seed);
  }

  @Override
  public Arrivals seed(long value) {
    return new SteadyArrivals(rate, value);
  }

  @Override
  public String toString() {
    return "steady arrivals, " + rate;
  }
}
