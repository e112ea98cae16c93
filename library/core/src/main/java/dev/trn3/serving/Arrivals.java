package dev.trn3.serving;

import dev.trn3.units.Seconds;
import java.util.function.DoubleSupplier;

/**
 * When requests arrive that do not wait for each other: an open loop. Every pattern is seeded and
 * gives the same times on every run.
 */
public interface Arrivals {

  /** Independent requests, the usual model of many users: gaps are exponential. */
  static Arrivals poisson(Rate rate) {
    return new PoissonArrivals(rate, 1);
  }

  /** One request after the other at equal gaps, as a load generator sends them. */
  static Arrivals steady(Rate rate) {
    return new SteadyArrivals(rate, 1);
  }

  /**
   * Requests in clusters: gaps are gamma distributed, independent of each other.
   *
   * @param rate requests per second on average
   * @param spread of the gaps; 1 is Poisson, more is burstier
   */
  static Arrivals bursty(Rate rate, Spread spread) {
    return new GammaArrivals(rate, spread, 1);
  }

  /**
   * A Poisson process that switches between a quiet and a busy rate at random (Markov-modulated).
   *
   * @param quiet rate while quiet
   * @param meanQuiet mean time that it stays quiet; it begins quiet
   * @param busy rate while busy
   * @param meanBusy mean time that it stays busy
   */
  static Arrivals switching(Rate quiet, Seconds meanQuiet, Rate busy, Seconds meanBusy) {
    return new SwitchingArrivals(quiet, meanQuiet, busy, meanBusy, 1);
  }

  /**
   * A Poisson process whose rate follows the hours of a day as a cosine, quietest at its start.
   *
   * @param mean requests per second, averaged over a day
   * @param peakToMean rate of the busiest hour over the mean, from 1 to 2
   */
  static DiurnalArrivals diurnal(Rate mean, double peakToMean) {
    return new DiurnalArrivals(mean, peakToMean, new Seconds(86_400), new Seconds(0), 1);
  }

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
