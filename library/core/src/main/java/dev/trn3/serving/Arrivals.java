package dev.trn3.serving;

import java.util.function.DoubleSupplier;

/** When requests arrive that do not wait for each other: an open loop. */
public interface Arrivals {

  /**
   * Starts from the beginning. Each call of the supplier gives the next arrival, in seconds from
   * the start of the run, none before the last; infinite when there are no more.
   */
  DoubleSupplier start();

  /** Requests per second, averaged over the run. */
  double perSecond();

  /** The same pattern with that many times as many requests. */
  Arrivals times(double factor);

  /** The seed of arrivals and lengths; default 1. */
  long seed();

  /** The same with another seed. */
  Arrivals seed(long value);
}
