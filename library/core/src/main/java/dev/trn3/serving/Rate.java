package dev.trn3.serving;

import java.util.Locale;

/**
 * How often something happens.
 *
 * @param perSecond times a second, positive
 */
public record Rate(double perSecond) {

  public Rate {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException(
          "a rate is positive, not %s; say perSecond(20), or perHour(1) of what is rare"
              .formatted(perSecond));
    }
  }

  /** So many times a second. */
  public static Rate perSecond(double times) {
    return new Rate(times);
  }

  /** So many times a minute. */
  public static Rate perMinute(double times) {
    return new Rate(times / 60);
  }

  /** So many times an hour. */
  public static Rate perHour(double times) {
    return new Rate(times / 3600);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4g per second", perSecond);
  }
}
