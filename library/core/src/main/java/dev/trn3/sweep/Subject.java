package dev.trn3.sweep;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep is about.
 *
 * @param <R> what it gives for each combination
 */
public interface Subject<R> extends Serializable {

  /** What to call it in titles. */
  String title();

  /** The result for one combination. */
  R at(Point point) throws Exception;

  /**
   * What tells results of this subject from those of others; empty where nobody knows, as for code
   * without a name. Only results with a key are kept for later sweeps.
   */
  Optional<String> key();

  /**
   * A short text for each part of what was said, by its name: two subjects differ in those parts
   * whose texts do. Nothing where the parts have no names.
   */
  default Map<String, String> parts() {
    return Map.of();
  }

  /** What is measured where nothing is asked for. */
  List<Measure<? super R>> measures();

  /**
   * Refuses an axis that it does not know.
   *
   * @throws IllegalArgumentException naming the axes it knows
   */
  default void require(Axis axis) {}

  /** Sentences below the table of what was measured: what was assumed, and how sure it is. */
  default List<String> notes(List<Point> points, List<? extends Measure<?>> measured) {
    return List.of();
  }

  /** Sentences below a table with low and high: what these are, and what is not in them. */
  default List<String> ends(List<? extends Measure<?>> measured) {
    return List.of(
        "Low and high: of a training job the ends of 80 % intervals, of a service runs with all"
            + " iterations at such ends; those of costs also span the prices.");
  }
}
