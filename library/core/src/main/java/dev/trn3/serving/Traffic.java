package dev.trn3.serving;

/** A source of requests that can be played any number of times, each time the same. */
public interface Traffic {

  /** Starts from the beginning; seeded, so that the same answers lead to the same requests. */
  RequestStream start();

  /**
   * Requests per second that are offered, averaged over the run; {@link Double#NaN} where that
   * depends on how fast they are answered.
   */
  double perSecond();

  /**
   * The same kind of requests, more or fewer of them: of an open loop that many times as often, of
   * a closed loop that many times the users.
   */
  Traffic times(double factor);

  /**
   * Tokens of the largest request that may come, prompt and answer together; {@link
   * Integer#MAX_VALUE} if there is no limit, in which case the service cuts at the model's context.
   */
  int largestRequest();

  /**
   * Tokens of the longest prompt that may come, where prompts have a bound even if answers have
   * none; 0 where they have none either.
   */
  default int longestPrompt() {
    return 0;
  }

  /** Seconds until the last request comes; infinite for traffic that does not end by itself. */
  default double lastArrival() {
    return Double.POSITIVE_INFINITY;
  }

  /** True if requests come whether or not others have been answered, so that queues may grow. */
  default boolean isOpenLoop() {
    return false;
  }

  /**
   * True if no way to answer brings more requests, up to any time, than if each is answered at
   * once: where answers come later, in whatever order, the nth request comes no earlier, for any n.
   * So a later answer leads neither to an earlier request nor to more of them, and no draw of
   * random numbers depends on the order of answers. A search for the fewest chips then ends each
   * run in which too many have missed a promise to be made up for. Where this is said and does not
   * hold, it finds another number of chips. Default false: runs are played to their end.
   */
  default boolean asksMostIfAnsweredAtOnce() {
    return false;
  }

  /**
   * The same requests with a priority; those of a lower one are served first, and the others lose
   * their memory first where it is short. Requests have 0 if nothing is said.
   *
   * @param rank 0 or more
   */
  default Traffic priority(int rank) {
    return new RankedTraffic(this, rank);
  }

  /**
   * These requests and others, for the same replicas: {@code chat.and(batch.priority(1))}. The
   * result of a simulation then tells the time to the first token by priority. Arrivals of the same
   * seed and rate come together, so give one of the two another seed.
   */
  default Traffic and(Traffic others) {
    return new MixedTraffic(this, others);
  }
}
