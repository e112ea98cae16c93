package dev.trn3.serving;

/**
 * How many requests come in a run at most: as many as if each were answered at once, of traffic
 * that {@linkplain Traffic#asksMostIfAnsweredAtOnce asks no more otherwise}. So many misses of a
 * promise may be known to be too many long before a run ends.
 *
 * @param requests {@link Long#MAX_VALUE} where it is not known
 */
public record ArrivalBound(long requests) {

  /** Nothing is known. */
  static final ArrivalBound NONE = new ArrivalBound(Long.MAX_VALUE);

  private static final int MOST_COUNTED = 1_000_000;

  /** Who asks again without a pause asks without end where each is answered at once. */
  private static final int MOST_AT_ONE_TIME = 10_000;

  /**
   * Of the requests that arrive in so many seconds. Not known where the thread is interrupted,
   * which is left to whoever asks next.
   */
  public static ArrivalBound of(Traffic traffic, double seconds) {
    if (!traffic.asksMostIfAnsweredAtOnce()) {
      return NONE;
    }
    RequestStream stream = traffic.start();
    long count = 0;
    int atOneTime = 0;
    double now = stream.nextArrival();
    while (now <= seconds) {
      stream.answered(stream.take(), now, now);
      count++;
      double next = stream.nextArrival();
      atOneTime = next > now ? 0 : atOneTime + 1;
      boolean endless = count > MOST_COUNTED || atOneTime > MOST_AT_ONE_TIME;
      if (endless || Thread.currentThread().isInterrupted()) {
        return NONE;
      }
      now = next;
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
