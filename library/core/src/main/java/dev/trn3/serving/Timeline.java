package dev.trn3.serving;

/** Averages of something over time, in equal bins from the start to the end of a run. */
public final class Timeline {

  private static final int BINS = 240;

  private final double width;
  private final double[] part = new double[BINS];

  /** Changes of what holds throughout a bin, to be summed up from the left. */
  private final double[] change = new double[BINS + 1];

  Timeline(double seconds) {
    width = seconds / BINS;
  }

  /** Adds a value that held from one moment to another. */
  void add(double from, double to, double value) {
    double first = Math.max(0, from / width);
    double last = Math.min(BINS, to / width);
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
    if (high < BINS) {
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
    return (bin + 0.5) * width;
  }

  /** The average in each bin. */
  public double[] averages() {
    double[] averages = new double[BINS];
    double held = 0;
    for (int i = 0; i < BINS; i++) {
      held += change[i];
      averages[i] = part[i] + held;
    }
    return averages;
  }
}
