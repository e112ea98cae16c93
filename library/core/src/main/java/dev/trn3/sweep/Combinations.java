package dev.trn3.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All combinations of some axes, the last axis varying fastest.
 *
 * @param points those to try, numbered from 0
 * @param skipped those left out, with the rule that says so
 */
public record Combinations(List<Point> points, List<Skipped> skipped) {

  private static final int MOST = 20_000_000;

  /** A combination that is not tried. */
  public record Skipped(Point point, String rule) {}

  static Combinations of(List<Axis> axes, List<Constraint> constraints, long seed) {
    double size = 1;
    for (Axis axis : axes) {
      size *= axis.values().size();
    }
    if (size > MOST) {
      throw new IllegalArgumentException(
          "%,.0f combinations are more than the %,d a sweep holds; leave out axes or values, or use search(...)"
              .formatted(size, MOST));
    }
    Combinations all = new Combinations(new ArrayList<>(), new ArrayList<>());
    all.add(axes, constraints, seed, 0, new LinkedHashMap<>());
    return all;
  }

  private void add(
      List<Axis> axes,
      List<Constraint> constraints,
      long seed,
      int depth,
      Map<String, Object> chosen) {
    if (depth == axes.size()) {
      finish(Point.of(points.size(), seed, chosen), constraints);
      return;
    }
    Axis axis = axes.get(depth);
    if (axis.condition().isPresent() && !axis.appliesTo(new Point(0, 0, chosen))) {
      add(axes, constraints, seed, depth + 1, chosen);
      return;
    }
    for (Object value : axis.values()) {
      chosen.put(axis.name(), value);
      add(axes, constraints, seed, depth + 1, chosen);
      chosen.remove(axis.name());
    }
  }

  private void finish(Point point, List<Constraint> constraints) {
    for (Constraint constraint : constraints) {
      if (!constraint.allows(point)) {
        skipped.add(new Skipped(point, constraint.rule()));
        return;
      }
    }
    points.add(point);
  }
}
