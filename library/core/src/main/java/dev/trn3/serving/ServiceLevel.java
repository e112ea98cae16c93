package dev.trn3.serving;

import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What users are promised. A request is good if it meets all of it.
 *
 * @param timeToFirstToken seconds; infinite if nothing is promised
 * @param timePerOutputToken seconds, averaged over an answer; infinite if nothing is promised
 * @param latency seconds from question to last token; infinite if nothing is promised
 * @param share of the requests that are to be good; default 0.99
 */
public record ServiceLevel(
    double timeToFirstToken, double timePerOutputToken, double latency, double share) {

  /** Nothing is promised. */
  public static final ServiceLevel NONE =
      new ServiceLevel(
          Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0.99);

  /** Checks the numbers. */
  public ServiceLevel {
    positive("time to first token", timeToFirstToken);
    positive("time per output token", timePerOutputToken);
    positive("latency", latency);
    if (!(share > 0) || share > 1) {
      throw new IllegalArgumentException(
          "the share of good requests is above 0 and at most 1, such as 0.99, not " + share);
    }
  }

  private static void positive(String what, double seconds) {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException(
          "a promised %s is above 0, not %s s; promise milliseconds(500) or the like"
              .formatted(what, seconds));
    }
  }

  /** One promise, made by the words {@link #timeToFirstToken(Seconds)} and the like. */
  public sealed interface Promise {}

  record FirstToken(Seconds atMost) implements Promise {
    @Override
    public String toString() {
      return "time to first token at most %s".formatted(atMost);
    }
  }

  record EachToken(Seconds atMost) implements Promise {
    @Override
    public String toString() {
      return "time per output token at most %s".formatted(atMost);
    }
  }

  record WholeAnswer(Seconds atMost) implements Promise {
    @Override
    public String toString() {
      return "latency at most %s".formatted(atMost);
    }
  }

  record Share(double ofRequests) implements Promise {
    @Override
    public String toString() {
      return "for a share of %s of requests".formatted(ofRequests);
    }
  }

  /** The first token is out after so long at most. */
  public static Promise timeToFirstToken(Seconds atMost) {
    return new FirstToken(atMost);
  }

  /** The tokens after the first take so long each at most, averaged over an answer. */
  public static Promise timePerOutputToken(Seconds atMost) {
    return new EachToken(atMost);
  }

  /** The last token is out after so long at most. */
  public static Promise endToEnd(Seconds atMost) {
    return new WholeAnswer(atMost);
  }

  /** The share of requests for which the others hold: 0.99 if not said. */
  public static Promise ofRequests(double share) {
    return new Share(share);
  }

  /**
   * Several promises together.
   *
   * @throws IllegalArgumentException if one of them is made twice, or a share is promised and no
   *     time
   */
  public static ServiceLevel of(Promise... promises) {
    ServiceLevel level = NONE;
    Set<Class<?>> made = new HashSet<>();
    for (Promise each : promises) {
      if (!made.add(each.getClass())) {
        throw new IllegalArgumentException(
            "\"%s\" is promised beside another of its kind; say one".formatted(each));
      }
      level = level.with(each);
    }
    if (!made.isEmpty() && !level.isPromised()) {
      throw new IllegalArgumentException(
          "a share of %s of requests is promised, but not what; add timeToFirstToken(...) or the like"
              .formatted(level.share()));
    }
    return level;
  }

  private ServiceLevel with(Promise promise) {
    double first = promise instanceof FirstToken one ? one.atMost().si() : timeToFirstToken;
    double token = promise instanceof EachToken one ? one.atMost().si() : timePerOutputToken;
    double whole = promise instanceof WholeAnswer one ? one.atMost().si() : latency;
    double of = promise instanceof Share one ? one.ofRequests() : share;
    return new ServiceLevel(first, token, whole, of);
  }

  /** True if something is promised. */
  public boolean isPromised() {
    return timeToFirstToken < Double.POSITIVE_INFINITY
        || timePerOutputToken < Double.POSITIVE_INFINITY
        || latency < Double.POSITIVE_INFINITY;
  }

  boolean holds(double first, double token, double whole) {
    return first <= timeToFirstToken && token <= timePerOutputToken && whole <= latency;
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    add(words, "time to first token", timeToFirstToken);
    add(words, "time per output token", timePerOutputToken);
    add(words, "latency", latency);
    return words.isEmpty()
        ? "nothing promised"
        : String.join(", ", words) + " for %s %% of requests".formatted(trimmed(100 * share));
  }

  private static void add(List<String> words, String what, double seconds) {
    if (seconds < Double.POSITIVE_INFINITY) {
      words.add("%s at most %s".formatted(what, new Seconds(seconds)));
    }
  }

  private static String trimmed(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
