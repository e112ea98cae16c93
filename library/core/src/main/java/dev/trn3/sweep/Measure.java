package dev.trn3.sweep;

import java.io.Serializable;
import java.util.Optional;

/**
 * One column of results.
 *
 * @param name what it is, without the unit
 * @param unit of its numbers; empty where there is none
 * @param value how it follows from a result
 * @param low the lower end of its 80 % interval, where there is one
 * @param high the upper end
 * @param follows what it follows from, for the same job on the same machine
 * @param <R> the result it is taken from
 */
public record Measure<R>(
    String name,
    String unit,
    Reading<R> value,
    Optional<Reading<R>> low,
    Optional<Reading<R>> high,
    Follows follows)
    implements Serializable {

  /** What tells plans of the same job on the same machine apart. */
  public enum Follows {
    /** It is better when lower, and never gets higher when the step gets shorter. */
    STEP_TIME,
    /** It is better when higher, and never gets lower when the step gets shorter. */
    STEP_RATE,
    /** It is the memory of a chip that is needed. */
    MEMORY,
    /** Nothing is known but that it is better when higher. */
    HIGH,
    /** Nothing is known. */
    UNKNOWN
  }

  /**
   * Checks that a column can be made of it.
   *
   * @throws IllegalArgumentException if it has no name, or unit or value are missing
   */
  public Measure {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException(
          "a column needs a name: measure(\"tokens\", \"1/s\", (result, point) -> …)");
    }
    if (unit == null) {
      throw new IllegalArgumentException(
          "the unit of \"%s\" is null; say \"\" where it has none".formatted(name));
    }
    if (value == null) {
      throw new IllegalArgumentException(
          "\"%s\" reads nothing; say how: (result, point) -> …".formatted(name));
    }
  }

  /** How a number or word is read off a result. */
  @FunctionalInterface
  public interface Reading<R> extends Serializable {

    /** A number, a quantity, a word, or null where there is none. */
    Object of(R result, Point point);
  }

  /** A measure without an interval. */
  public static <R> Measure<R> of(String name, String unit, Reading<R> value) {
    return new Measure<>(name, unit, value, Optional.empty(), Optional.empty(), Follows.UNKNOWN);
  }

  /** This measure with the ends of an interval. */
  public Measure<R> between(Reading<R> lowEnd, Reading<R> highEnd) {
    return new Measure<>(name, unit, value, Optional.of(lowEnd), Optional.of(highEnd), follows);
  }

  /** This measure, with what it follows from; a search over plans relies on it. */
  public Measure<R> following(Follows what) {
    return new Measure<>(name, unit, value, low, high, what);
  }

  /** Name and unit, as the header of a column. */
  public String header() {
    return unit.isEmpty() ? name : name + " [" + unit + "]";
  }

  /** Records with an Optional are no Serializable; this is. */
  private Object writeReplace() {
    return new Written<>(name, unit, value, low.orElse(null), high.orElse(null), follows);
  }

  private record Written<R>(
      String name, String unit, Reading<R> value, Reading<R> low, Reading<R> high, Follows follows)
      implements Serializable {
    private Object readResolve() {
      return new Measure<>(
          name, unit, value, Optional.ofNullable(low), Optional.ofNullable(high), follows);
    }
  }
}
