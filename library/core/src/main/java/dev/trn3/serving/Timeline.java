package dev.trn3.serving;

import java.util.Arrays;

/**
 * Averages of something over time, in equal bins from the start to the end of a run; each bin of
 * finer ones, a quarter of a second long where the run is not longer than 100 minutes.
 */
public final class Timeline {

  private static final int BINS = 240;
  private static final double FINEST = 0.25;
  private static final int MOST_FINE = 100;

  private final double width;
  private final int fineInBin;
  private final double[] part;

  /** Changes of what holds throughout a fine bin, to be summed up from the left. */
  private final double[] change;

  Timeline(double seconds) {
    double wanted = Math.ceil(seconds / BINS / FINEST);
    fineInBin = (int) Math.max(1, Math.min(MOST_FINE, wanted));
    int all = BINS * fineInBin;
    width = seconds / all;
    part = new double[all];
    change = new double[all + 1];
  }

  /** Adds a value that held from one moment to another. */
  void add(double from, double to, double value) {
    double first = Math.max(0, from / width);
    double last = Math.min(part.length, to / width);
    if (!(last > first) || value == 0) {
      return;
    }
    int low = (int) first;
    int high = (int) last;
    if (low == high) {
      part[low] += (last - first) * value;
      return;
    }
    part[low] += (low + 1 - first) * value;
    if (high < part.length) {
      part[high] += (last - high) * value;
    }
    change[low + 1] += value;
    change[high] -= value;
  }

  /** Bins. */
  public int size() {
    return BINS;
  }

  /** The middle of a bin, in seconds from the start. */
  public double time(int bin) {
    return (bin + 0.5) * width * fineInBin;
  }

  /** The average in each bin. */
  public double[] averages() {
    double[] fine = fineAverages();
    double[] averages = new double[BINS];
    for (int i = 0; i < fine.length; i++) {
      averages[i / fineInBin] += fine[i] / fineInBin;
    }
    return averages;
  }

  /** Seconds of a fine bin. */
  public double fineSeconds() {
    return width;
  }

  /** The average in each fine bin; the first begins at 0. */
  public double[] fineAverages() {
    double[] averages = Arrays.copyOf(part, part.length);
    double held = 0;
    for (int i = 0; i < part.length; i++) {
      held += change[i];
      averages[i] += held;
    }
    return averages;
  }
}
