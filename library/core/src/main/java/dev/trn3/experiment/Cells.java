package dev.trn3.experiment;

import java.util.Map;
import java.util.function.Function;

/**
 * Numbers in the cells of published tables. What is not the number that it should be is refused
 * with an {@link IllegalStateException} that names column and cell: a table of the library is
 * wrong.
 */
final class Cells {

  private static final String WHAT_FOLLOWS = "[\\[( ].*";

  private Cells() {}

  /** The number that a cell is, and nothing but that. */
  static double number(Map<String, String> row, String column) {
    return read(row, column, row.get(column), "number", Double::valueOf);
  }

  /** The whole number that a cell is, and nothing but that. */
  static int whole(Map<String, String> row, String column) {
    return read(row, column, row.get(column), "whole number", Integer::valueOf);
  }

  /**
   * The number that a cell begins with: another may follow in brackets, or a note, as in {@code
   * 37556 (36108)} and {@code 661[^note]}.
   */
  static double first(Map<String, String> row, String column) {
    return read(row, column, beginning(row, column), "number", Double::valueOf);
  }

  /** The whole number that a cell begins with, as {@link #first}. */
  static int firstWhole(Map<String, String> row, String column) {
    return read(row, column, beginning(row, column), "whole number", Integer::valueOf);
  }

  private static String beginning(Map<String, String> row, String column) {
    String text = row.get(column);
    return text == null ? null : text.replaceFirst(WHAT_FOLLOWS, "");
  }

  private static <N> N read(
      Map<String, String> row, String column, String text, String what, Function<String, N> parse) {
    if (text == null) {
      throw new IllegalStateException(
          "there is no column %s, only %s".formatted(column, row.keySet()));
    }
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "column %s: \"%s\" is no %s, in %s".formatted(column, row.get(column), what, row), e);
    }
  }
}
