package dev.trn3.serving;

/**
 * Iterations that are played in one go: the first takes its time, each further one a little more
 * (or less) than the one before. One object serves all stretches of a replica.
 */
final class Stretch {

  private double begin;
  private int iterations;
  private double first;
  private double slope;

  /** Begins with one iteration. */
  void begin(double now, double seconds) {
    begin = now;
    iterations = 1;
    first = seconds;
    slope = 0;
  }

  /** Goes on to an iteration that takes so long. */
  void extend(int count, double last) {
    iterations = count;
    slope = (last - first) / (count - 1);
  }

  /** Ends it earlier. */
  void cut(int count) {
    iterations = count;
  }

  double begin() {
    return begin;
  }

  int iterations() {
    return iterations;
  }

  /** Seconds of the first iteration. */
  double first() {
    return first;
  }

  double seconds() {
    return seconds(iterations);
  }

  double end() {
    return begin + seconds(iterations);
  }

  private double seconds(int some) {
    return some * first + slope * some * (some - 1) / 2;
  }

  /** Iterations until the one that is under way has ended. */
  int begunBy(double now) {
    int low = 1;
    int high = iterations;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (seconds(middle) >= now - begin) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
