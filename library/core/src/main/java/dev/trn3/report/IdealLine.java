package dev.trn3.report;

import dev.trn3.view.Figure.Series;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A line of what would be proportional to x, or of times that fall to one over x.
 *
 * @param point the point of a series that it begins at
 * @param unit the unit of its values
 */
record IdealLine(Reference point, String unit) {

  /** Units of what is halved where x is doubled, if it falls at all. */
  private static final Set<String> TIMES = Set.of("s", "ms", "us", "µs", "min", "h", "days");

  /**
   * The line beside this series.
   *
   * @throws IllegalArgumentException if the point is at x = 0
   */
  Series along(Series first) {
    int from = point == Reference.FIRST ? 0 : first.y().size() - 1;
    double slope = first.y().get(from) / first.x().get(from);
    if (!Double.isFinite(slope)) {
      throw new IllegalArgumentException(
          "no ideal line goes through that point of \"%s\", which is at x = 0"
              .formatted(first.name()));
    }
    if (!TIMES.contains(unit) || !falls(first)) {
      return Series.points("ideal", first.x(), first.x().stream().map(x -> slope * x).toList());
    }
    double product = first.y().get(from) * first.x().get(from);
    List<Double> across = first.x().stream().filter(x -> x != 0).toList();
    return Series.points("ideal", across, across.stream().map(x -> product / x).toList());
  }

  /** True if it is lower where x is largest than where x is smallest: points have no order. */
  private static boolean falls(Series series) {
    List<Double> x = series.x();
    double atSmallest = series.y().get(x.indexOf(Collections.min(x)));
    double atLargest = series.y().get(x.indexOf(Collections.max(x)));
    return atLargest < atSmallest;
  }
}
