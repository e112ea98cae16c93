package dev.trn3.experiment;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Numbers in the cells of published tables. */
final class Cells {

  private Cells() {}

  /** A number that is larger for a later release; of up to three parts, such as 26.06. */
  static double release(String text) {
    String[] parts = text.split("\\.");
    double value = 0;
    for (int i = 0; i < 3; i++) {
      value = value * 1000 + (i < parts.length ? Integer.parseInt(parts[i]) : 0);
    }
    return value;
  }

  /**
   * Whether no other of these rows has the same key and a later release.
   *
   * @param key what a row was measured with, beside its release
   * @param column the release
   */
  static boolean isNewest(
      Map<String, String> row,
      List<Map<String, String>> rows,
      Function<Map<String, String>, String> key,
      String column) {
    return rows.stream()
        .filter(other -> key.apply(other).equals(key.apply(row)))
        .allMatch(other -> release(other.get(column)) <= release(row.get(column)));
  }

  /** The number that a cell begins with; more of it may follow in brackets. */
  static double first(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column).replaceAll("[\\[( ].*", ""));
  }

  /** The whole number that a cell begins with. */
  static int integer(Map<String, String> row, String column) {
    return Integer.parseInt(row.get(column).replaceAll("[\\[( ].*", ""));
  }

  /** The number that a cell is. */
  static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }
}
