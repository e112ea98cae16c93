package dev.trn3.sweep;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One thing that a sweep varies.
 *
 * @param name what it is
 * @param values what it takes on
 * @param condition where it applies, seen from the axes before it; empty if everywhere. Elsewhere
 *     the combination goes without it
 */
record Axis(String name, List<Object> values, Optional<Predicate<Point>> condition) {

  Axis {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("an axis needs a name");
    }
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "axis \"%s\" is empty; give it at least one value".formatted(name));
    }
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(
            "axis \"%s\" holds %s twice".formatted(name, Label.of(value)));
      }
    }
  }

  Axis when(Predicate<Point> applies) {
    return new Axis(name, values, Optional.of(applies));
  }

  /**
   * True if the axis applies.
   *
   * @throws IllegalArgumentException if the condition throws
   */
  boolean appliesTo(Point soFar) {
    try {
      return condition.isEmpty() || condition.get().test(soFar);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "when(…) of axis \"%s\" fails for %s: %s; a condition answers true or false, seen from the axes before it"
              .formatted(name, soFar.inBrackets(), Outcome.words(e)),
          e);
    }
  }

  /** The unit of the values, where they share one. */
  String unit() {
    List<String> units = values.stream().map(Label::unit).distinct().toList();
    return units.size() == 1 ? units.get(0) : "";
  }
}
