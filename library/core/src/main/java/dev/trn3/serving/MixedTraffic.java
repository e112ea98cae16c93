package dev.trn3.serving;

import java.util.List;
import java.util.Objects;

/**
 * Two kinds of requests for the same replicas, such as a chat and a batch job behind it.
 *
 * @param one the first kind
 * @param other the second
 */
record MixedTraffic(Traffic one, Traffic other) implements Traffic {

  MixedTraffic {
    Objects.requireNonNull(one);
    Objects.requireNonNull(other);
  }

  @Override
  public RequestStream start() {
    return new MixedStream(List.of(one.start(), other.start()));
  }

  @Override
  public double perSecond() {
    return one.perSecond() + other.perSecond();
  }

  @Override
  public Traffic times(double factor) {
    return new MixedTraffic(one.times(factor), other.times(factor));
  }

  @Override
  public int largestRequest() {
    return Math.max(one.largestRequest(), other.largestRequest());
  }

  @Override
  public int longestPrompt() {
    return Math.max(uncut(one), uncut(other));
  }

  /** Requests of a part that has a bound stay whole beside those of a part that has none. */
  private static int uncut(Traffic part) {
    int largest = part.largestRequest();
    return largest < Integer.MAX_VALUE ? largest : part.longestPrompt();
  }

  /** Each part is ranked, so that latencies are told by the priority that was played. */
  @Override
  public Traffic priority(int rank) {
    return new MixedTraffic(one.priority(rank), other.priority(rank));
  }

  @Override
  public double lastArrival() {
    return Math.max(one.lastArrival(), other.lastArrival());
  }

  @Override
  public boolean isOpenLoop() {
    return one.isOpenLoop() && other.isOpenLoop();
  }

  @Override
  public boolean asksMostIfAnsweredAtOnce() {
    return one.asksMostIfAnsweredAtOnce() && other.asksMostIfAnsweredAtOnce();
  }

  @Override
  public String toString() {
    return "%s; and %s".formatted(one, other);
  }
}
