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
}
