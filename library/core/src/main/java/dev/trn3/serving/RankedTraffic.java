package dev.trn3.serving;

/**
 * Traffic whose requests all have one priority.
 *
 * @param traffic as it is
 * @param rank lower is served first; default of requests 0
 */
record RankedTraffic(Traffic traffic, int rank) implements Traffic {

  RankedTraffic {
    if (rank < 0 || rank > Request.LOWEST) {
      throw new IllegalArgumentException(
          "a priority is from 0, served first, to %,d, not %,d".formatted(Request.LOWEST, rank));
    }
  }

  @Override
  public RequestStream start() {
    return new ChangedStream(traffic.start(), request -> request.priority(rank));
  }

  @Override
  public double perSecond() {
    return traffic.perSecond();
  }

  @Override
  public Traffic times(double factor) {
    return new RankedTraffic(traffic.times(factor), rank);
  }

  @Override
  public int largestRequest() {
    return traffic.largestRequest();
  }

  @Override
  public int longestPrompt() {
    return traffic.longestPrompt();
  }

  @Override
  public double lastArrival() {
    return traffic.lastArrival();
  }

  @Override
  public boolean isOpenLoop() {
    return traffic.isOpenLoop();
  }

  @Override
  public boolean asksMostIfAnsweredAtOnce() {
    return traffic.asksMostIfAnsweredAtOnce();
  }

  @Override
  public String toString() {
    return "%s, priority %d".formatted(traffic, rank);
  }
}
