package dev.trn3.serving;

/**
 * How many requests come in a run at most: as many as if each were answered at once, since nobody
 * asks earlier where answers take longer. So many misses of a promise may be known to be too many
 * long before a run ends.
 *
 * @param requests {@link Long#MAX_VALUE} where it is not known
 */
public record ArrivalBound(long requests) {

  /** Nothing is known. */
  static final ArrivalBound NONE = new ArrivalBound(Long.MAX_VALUE);

  /** Who asks again without a pause asks without end where each is answered at once. */
  private static final int MOST_COUNTED = 1_000_000;

  /** Of the requests that arrive in so many seconds. */
  public static ArrivalBound of(Traffic traffic, double seconds) {
    RequestStream stream = traffic.start();
    long count = 0;
    double now = stream.nextArrival();
    while (now <= seconds) {
      if (++count > MOST_COUNTED) {
        return NONE;
      }
      stream.answered(stream.take(), now, now);
      now = stream.nextArrival();
    }
    return new ArrivalBound(count);
  }

  /** Whether too few requests can be good, even if all that may still come are. */
  boolean isMissed(Meters meters) {
    double measured = requests - meters.early;
    long missed = meters.measured - meters.good;
    return (measured - missed) / measured < meters.level.share();
  }
}
