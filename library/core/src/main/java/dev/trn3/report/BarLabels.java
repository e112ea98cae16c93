package dev.trn3.report;

import dev.trn3.view.Figure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What stands beside the bars of a figure. */
final class BarLabels {

  /** Longer category labels are cut, so that some width is left for the bars. */
  static final int LONGEST = 36;

  private BarLabels() {}

  /** The labels of all series, in order of appearance. */
  static List<String> of(Figure figure) {
    Set<String> all = new LinkedHashSet<>();
    figure.series().forEach(series -> all.addAll(series.labels()));
    return List.copyOf(all);
  }

  /** Labels short enough for the axis, and still different from each other. */
  static List<String> shortened(List<String> labels) {
    Set<String> taken = new LinkedHashSet<>();
    for (String label : labels) {
      String text = label.isBlank() ? "–" : label;
      String tail = text.length() > LONGEST ? "…" : "";
      for (int n = 2; !taken.add(cut(text, tail)); n++) {
        tail = "… (" + n + ")";
      }
    }
    return List.copyOf(taken);
  }

  private static String cut(String text, String tail) {
    int room = LONGEST - tail.length();
    return text.length() <= room || tail.isEmpty()
        ? text + tail
        : text.substring(0, room).stripTrailing() + tail;
  }
}
