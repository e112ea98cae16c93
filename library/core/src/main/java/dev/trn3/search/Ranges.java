package dev.trn3.search;

import dev.trn3.sweep.PriceNotes;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of the best design, each with its ends. Those of costs are no 80 % intervals: they
 * also go from the cheapest price to the dearest, so they are set apart.
 */
final class Ranges {

  private final String ends;
  private final List<String> intervals = new ArrayList<>();
  private final List<String> costs = new ArrayList<>();

  /**
   * @param ends what the ends are, such as {@code with 80 % intervals}
   */
  Ranges(String ends) {
    this.ends = ends;
  }

  void add(String name, String unit, double value, double low, double high) {
    (PriceNotes.isInDollars(name, unit) ? costs : intervals)
        .add(Words.between(name, unit, value, low, high));
  }

  String sentence() {
    List<String> parts = new ArrayList<>();
    if (!intervals.isEmpty()) {
      parts.add(ends + ": " + String.join(", ", intervals));
    }
    if (!costs.isEmpty()) {
      parts.add("over these and every price that may hold: " + String.join(", ", costs));
    }
    return "The best, %s.".formatted(String.join("; ", parts));
  }
}
