package dev.trn3.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A release of software by its numbers, such as 26.06 or 2.19.1; a later one is larger. */
record Release(int first, int second, int third) implements Comparable<Release> {

  private static final Comparator<Release> ORDER =
      Comparator.comparingInt(Release::first)
          .thenComparingInt(Release::second)
          .thenComparingInt(Release::third);

  /**
   * The release that a text names.
   *
   * @param text up to three whole numbers with points between; those that are missing are 0
   * @throws IllegalStateException if it is anything else
   */
  static Release of(String text) {
    if (!text.matches("\\d{1,9}(\\.\\d{1,9}){0,2}")) {
      throw new IllegalStateException(
          "\"%s\" is no release; one is up to three numbers, such as 26.06".formatted(text));
    }
    String[] parts = text.split("\\.");
    return new Release(part(parts, 0), part(parts, 1), part(parts, 2));
  }

  private static int part(String[] parts, int at) {
    return at < parts.length ? Integer.parseInt(parts[at]) : 0;
  }

  /**
   * Whether no other of these rows has the same key and a later release.
   *
   * @param key what a row was measured with, beside its release
   * @param column the release
   * @throws IllegalStateException if a row with this key has no release in that column
   */
  static boolean isNewest(
      Map<String, String> row,
      List<Map<String, String>> rows,
      Function<Map<String, String>, String> key,
      String column) {
    Release mine = of(row.get(column));
    return rows.stream()
        .filter(other -> key.apply(other).equals(key.apply(row)))
        .allMatch(other -> of(other.get(column)).compareTo(mine) <= 0);
  }

  @Override
  public int compareTo(Release other) {
    return ORDER.compare(this, other);
  }
}
