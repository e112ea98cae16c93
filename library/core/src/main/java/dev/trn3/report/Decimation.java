package dev.trn3.report;

import dev.trn3.report.ChartContent.Points;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Fewer points that draw the same line: of each pixel column the first, the lowest, the highest and
 * the last.
 *
 * <p>Series of up to {@value #LIMIT} points stay as they are. So do labelled points. Of scattered
 * points that cover each other one is kept. Lines whose x does not rise, and clouds that are still
 * too large, are thinned evenly.
 */
final class Decimation {

  static final int LIMIT = 2000;

  /** Pixel columns of a chart of the default width. */
  private static final int COLUMNS = 500;

  private Decimation() {}

  static Points of(Points points, boolean scattered) {
    int[] kept = kept(points.x(), points.y(), scattered);
    if (kept.length == points.y().size() || !points.labels().isEmpty()) {
      return points;
    }
    return new Points(
        points.name(),
        List.of(),
        pick(points.x(), kept),
        pick(points.y(), kept),
        pick(points.low(), kept),
        pick(points.high(), kept));
  }

  /** Indices of the points to draw, rising. */
  static int[] kept(List<Double> x, List<Double> y, boolean scattered) {
    int size = y.size();
    if (size <= LIMIT || x.size() != size) {
      return all(size);
    }
    if (scattered) {
      return evenly(uncovered(x, y));
    }
    if (!rises(x)) {
      return evenly(all(size));
    }
    SortedSet<Integer> kept = new TreeSet<>();
    double left = x.get(0);
    double span = x.get(size - 1) - left;
    int start = 0;
    for (int i = 1; i <= size; i++) {
      if (i == size || column(x.get(i), left, span) != column(x.get(start), left, span)) {
        keepExtremes(kept, y, start, i);
        start = i;
      }
    }
    return array(kept);
  }

  private static int[] evenly(int[] indices) {
    if (indices.length <= LIMIT) {
      return indices;
    }
    int[] some = new int[LIMIT];
    for (int i = 0; i < LIMIT; i++) {
      some[i] = indices[(int) ((long) i * (indices.length - 1) / (LIMIT - 1))];
    }
    return some;
  }

  /** The first point in each small square of the plot. */
  private static int[] uncovered(List<Double> x, List<Double> y) {
    DoubleSummaryStatistics across = x.stream().mapToDouble(v -> v).summaryStatistics();
    DoubleSummaryStatistics up = y.stream().mapToDouble(v -> v).summaryStatistics();
    Set<List<Integer>> taken = new HashSet<>();
    return IntStream.range(0, y.size())
        .filter(
            i ->
                taken.add(
                    List.of(
                        column(x.get(i), across.getMin(), across.getMax() - across.getMin()) / 2,
                        column(y.get(i), up.getMin(), up.getMax() - up.getMin()) / 3)))
        .toArray();
  }

  private static int column(double x, double left, double span) {
    return span == 0 ? 0 : (int) Math.min(COLUMNS - 1, (x - left) / span * COLUMNS);
  }

  private static void keepExtremes(SortedSet<Integer> kept, List<Double> y, int from, int to) {
    int low = from;
    int high = from;
    for (int i = from; i < to; i++) {
      low = y.get(i) < y.get(low) || y.get(low).isNaN() ? i : low;
      high = y.get(i) > y.get(high) || y.get(high).isNaN() ? i : high;
    }
    kept.addAll(List.of(from, low, high, to - 1).stream().distinct().toList());
  }

  private static boolean rises(List<Double> x) {
    for (int i = 1; i < x.size(); i++) {
      if (!(x.get(i) >= x.get(i - 1))) {
        return false;
      }
    }
    return true;
  }

  private static List<Double> pick(List<Double> values, int[] kept) {
    List<Double> picked = new ArrayList<>();
    for (int i : kept) {
      if (i < values.size()) {
        picked.add(values.get(i));
      }
    }
    return picked;
  }

  private static int[] all(int size) {
    int[] all = new int[size];
    for (int i = 0; i < size; i++) {
      all[i] = i;
    }
    return all;
  }

  private static int[] array(SortedSet<Integer> kept) {
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }
}
