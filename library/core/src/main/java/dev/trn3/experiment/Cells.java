package dev.trn3.experiment;

import java.util.Map;

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
