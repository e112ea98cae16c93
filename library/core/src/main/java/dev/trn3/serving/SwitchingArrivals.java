package dev.trn3.serving;

import dev.trn3.units.Seconds;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * A Poisson process with two rates, each kept for an exponential time.
 *
 * @param quiet rate while quiet
 * @param meanQuiet mean time that it stays quiet
 * @param busy rate while busy
 * @param meanBusy mean time that it stays busy
 */
record SwitchingArrivals(Rate quiet, Seconds meanQuiet, Rate busy, Seconds meanBusy, long seed)
    implements Arrivals {

  SwitchingArrivals {
    if (meanQuiet.si() <= 0 || meanBusy.si() <= 0) {
      throw new IllegalArgumentException(
          "times to stay quiet and busy are positive, not %s and %s"
              .formatted(meanQuiet, meanBusy));
    }
    if (busy.perSecond() < quiet.perSecond()) {
      throw new IllegalArgumentException(
          "the busy rate (%s) is below the quiet one (%s); give the quiet one first"
              .formatted(busy, quiet));
    }
  }

  @Override
  public DoubleSupplier start() {
    return new Times(new SplittableRandom(seed));
  }

  private final class Times implements DoubleSupplier {

    private final SplittableRandom random;
    private boolean isBusy;
    private double now;
    private double until;

    Times(SplittableRandom random) {
      this.random = random;
      until = Draw.exponential(random) * meanQuiet.si();
    }

    @Override
    public double getAsDouble() {
      // What is left of an exponential gap is drawn anew at each switch; it has no memory.
      while (true) {
        double next = now + Draw.exponential(random) / (isBusy ? busy : quiet).perSecond();
        if (next <= until) {
          now = next;
          return now;
        }
        now = until;
        isBusy = !isBusy;
        until = now + Draw.exponential(random) * (isBusy ? meanBusy : meanQuiet).si();
      }
    }
  }

  @Override
  public double perSecond() {
    return (quiet.perSecond() * meanQuiet.si() + busy.perSecond() * meanBusy.si())
        / (meanQuiet.si() + meanBusy.si());
  }

  @Override
  public Arrivals times(double factor) {
    return new SwitchingArrivals(
        new Rate(quiet.perSecond() * factor),
        meanQuiet,
        new Rate(busy.perSecond() * factor),
        meanBusy,
        seed);
  }

  @Override
  public Arrivals seed(long value) {
    return new SwitchingArrivals(quiet, meanQuiet, busy, meanBusy, value);
  }

  @Override
  public String toString() {
    return "arrivals that switch between %s for %s and %s for %s"
        .formatted(quiet, meanQuiet, busy, meanBusy);
  }
}
