package dev.trn3.serving;

import org.HdrHistogram.Histogram;

/**
 * How a time was distributed over requests or tokens. Percentiles are exact to three digits (an
 * HdrHistogram in steps of 100 ns), mean and count exactly.
 */
public final class Distribution {

  private static final double STEPS = 1e7;
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(DIGITS);
  private double sum;

  Distribution() {
    histogram.setAutoResize(true);
  }

  void record(double seconds) {
    record(seconds, 1);
  }

  void record(double seconds, long times) {
    histogram.recordValueWithCount(Math.round(seconds * STEPS), times);
    sum += seconds * times;
  }

  /** How many were recorded. */
  public long count() {
    return histogram.getTotalCount();
  }

  /** Mean in seconds; NaN if nothing was recorded. */
  public double mean() {
    return sum / count();
  }

  /**
   * Seconds that a percentage of what was recorded does not exceed; NaN if nothing was recorded.
   *
   * @param percentage from 0 to 100, such as 99
   */
  public double percentile(double percentage) {
    if (!(percentage >= 0) || percentage > 100) {
      throw new IllegalArgumentException("a percentile is from 0 to 100, not " + percentage);
    }
    return count() == 0 ? Double.NaN : histogram.getValueAtPercentile(percentage) / STEPS;
  }

  /** The longest in seconds; NaN if nothing was recorded. */
  public double maximum() {
    return count() == 0 ? Double.NaN : histogram.getMaxValue() / STEPS;
  }

  /** The share of what was recorded that takes so many seconds at most. */
  public double shareUpTo(double seconds) {
    if (count() == 0) {
      return Double.NaN;
    }
    return seconds == Double.POSITIVE_INFINITY
        ? 1
        : histogram.getCountBetweenValues(0, Math.round(seconds * STEPS)) / (double) count();
  }
}
