package dev.trn3.sweep;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.BaseStream;

/**
 * The values of an axis.
 *
 * @param list in the order in which they are tried
 */
public record Values(List<Object> list) {

  private static final int MOST = 10_000_000;

  public Values {
    if (list.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "an axis holds values, not null; .when(point -> …) says where an axis does not apply");
    }
    list = Collections.unmodifiableList(new ArrayList<>(list));
  }

  /**
   * These values, or those of a single collection or array.
   *
   * @throws IllegalArgumentException if one is null, or if it is a stream
   */
  public static Values of(Object... values) {
    if (values == null || values.length != 1) {
      return new Values(Arrays.asList(values == null ? new Object[] {null} : values));
    }
    Object only = values[0];
    if (only instanceof BaseStream<?, ?>) {
      throw new IllegalArgumentException(
          "an axis holds values, not a stream; say range(1, 8), or collect it: .boxed().toList()");
    }
    if (only instanceof Values several) {
      return several;
    }
    if (only instanceof Collection<?> several) {
      return new Values(new ArrayList<>(several));
    }
    if (only == null || !only.getClass().isArray()) {
      return new Values(Arrays.asList(only));
    }
    List<Object> several = new ArrayList<>();
    for (int i = 0; i < Array.getLength(only); i++) {
      several.add(Array.get(only, i));
    }
    return new Values(several);
  }

  /** Whole numbers from the first to the last, both included. */
  public static Values range(int from, int to) {
    return range(from, to, 1);
  }

  /**
   * Whole numbers from the first on, in steps, up to the last.
   *
   * @throws IllegalArgumentException if the step is not positive or the range is empty
   */
  public static Values range(int from, int to, int step) {
    if (step <= 0 || to < from) {
      throw new IllegalArgumentException(
          "range(%d, %d, %d) holds nothing; the last must not be below the first, and the step positive"
              .formatted(from, to, step));
    }
    requireSmall(((long) to - from) / step + 1);
    List<Object> values = new ArrayList<>();
    for (long value = from; value <= to; value += step) {
      values.add((int) value);
    }
    return new Values(values);
  }

  /**
   * So many numbers at equal distances, both ends included.
   *
   * @throws IllegalArgumentException if there are fewer than two or the ends are not finite
   */
  public static Values linear(double from, double to, int points) {
    requireEnds(from, to, points);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      values.add(i == points - 1 ? to : from + (to - from) * i / (points - 1));
    }
    return new Values(values);
  }

  /**
   * So many numbers at equal ratios, both ends included.
   *
   * @throws IllegalArgumentException if there are fewer than two or an end is not above zero
   */
  public static Values logRange(double from, double to, int points) {
    requireEnds(from, to, points);
    if (!(from > 0) || !(to > 0)) {
      throw new IllegalArgumentException(
          "logRange(%s, %s, %d): both ends must be above zero".formatted(from, to, points));
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double share = (double) i / (points - 1);
      values.add(
          i == 0
              ? from
              : i == points - 1 ? to : from * StrictMath.exp(share * StrictMath.log(to / from)));
    }
    return new Values(values);
  }

  /**
   * Whole numbers from the first on, each twice the one before, up to the last.
   *
   * @throws IllegalArgumentException if the first is not positive or the last is below it
   */
  public static Values doubling(int from, int to) {
    if (from <= 0 || to < from) {
      throw new IllegalArgumentException(
          "doubling(%d, %d) holds nothing; begin above zero and end no lower".formatted(from, to));
    }
    List<Object> values = new ArrayList<>();
    for (long value = from; value <= to; value *= 2) {
      values.add((int) value);
    }
    return new Values(values);
  }

  private static void requireEnds(double from, double to, int points) {
    if (points < 2 || !Double.isFinite(from) || !Double.isFinite(to)) {
      throw new IllegalArgumentException(
          "a range from %s to %s needs finite ends and at least 2 points, not %d"
              .formatted(from, to, points));
    }
    requireSmall(points);
  }

  private static void requireSmall(long points) {
    if (points > MOST) {
      throw new IllegalArgumentException(
          "%,d values on one axis are more than the %,d a sweep can hold".formatted(points, MOST));
    }
  }
}
