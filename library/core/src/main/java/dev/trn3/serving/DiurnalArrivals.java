package dev.trn3.serving;

import dev.trn3.units.Seconds;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * A Poisson process whose rate follows the hours of a day as a cosine.
 *
 * @param mean rate averaged over a day
 * @param peakToMean rate of the busiest moment over the mean, from 1 to 2
 * @param period length of a day; default 24 hours
 * @param begin time of the day at which a run begins; 0, the quietest, by default
 */
public record DiurnalArrivals(
    Rate mean, double peakToMean, Seconds period, Seconds begin, long seed) implements Arrivals {

  public DiurnalArrivals {
    if (!(peakToMean >= 1) || peakToMean > 2) {
      throw new IllegalArgumentException(
          "peakToMean is from 1 (flat) to 2 (nothing at night), not " + peakToMean);
    }
    if (period.si() <= 0) {
      throw new IllegalArgumentException("a day is longer than " + period);
    }
  }

  /** A shorter or longer day, to see all of it in a short run. */
  public DiurnalArrivals period(Seconds day) {
    return new DiurnalArrivals(mean, peakToMean, day, begin, seed);
  }

  /** The time after the quietest moment of the day at which a run begins. */
  public DiurnalArrivals begin(Seconds time) {
    return new DiurnalArrivals(mean, peakToMean, period, time, seed);
  }

  /** Requests per second at a time of the run. */
  public double perSecondAt(double seconds) {
    double angle = 2 * StrictMath.PI * (begin.si() + seconds) / period.si();
    return mean.perSecond() * (1 - (peakToMean - 1) * StrictMath.cos(angle));
  }

  @Override
  public DoubleSupplier start() {
    SplittableRandom random = new SplittableRandom(seed);
    double most = mean.perSecond() * peakToMean;
    double[] now = {0};
    // Thinning: candidates at the highest rate, of which as many stay as the rate then asks for.
    return () -> {
      do {
        now[0] += Draw.exponential(random) / most;
      } while (random.nextDouble() * most > perSecondAt(now[0]));
      return now[0];
    };
  }

  @Override
  public double perSecond() {
    return mean.perSecond();
  }

  @Override
  public DiurnalArrivals times(double factor) {
    return new DiurnalArrivals(
        new Rate(mean.perSecond() * factor), peakToMean, period, begin, seed);
  }

  @Override
  public DiurnalArrivals seed(long value) {
    return new DiurnalArrivals(mean, peakToMean, period, begin, value);
  }

  @Override
  public String toString() {
    return "diurnal arrivals, %s on average, %s times that at the peak, a day of %s"
        .formatted(mean, peakToMean, period);
  }
}
