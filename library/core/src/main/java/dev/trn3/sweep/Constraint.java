package dev.trn3.sweep;

import java.util.function.Predicate;

/**
 * What a combination must fulfil to be tried.
 *
 * @param rule in words, as the reason for what is skipped
 * @param holds true for combinations that are tried
 */
record Constraint(String rule, Predicate<Point> holds) {

  Constraint {
    if (rule == null || rule.isBlank()) {
      throw new IllegalArgumentException(
          "a rule is given in words, as the reason for what it skips: where(\"at most 8 servers\", point -> point.number(\"servers\") <= 8)");
    }
    if (holds == null) {
      throw new IllegalArgumentException(
          "the rule \"%s\" says nothing; give it a condition: point -> …".formatted(rule));
    }
  }

  /**
   * True for combinations that are tried.
   *
   * @throws IllegalArgumentException if the condition throws
   */
  boolean allows(Point point) {
    try {
      return holds.test(point);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the rule \"%s\" fails for %s: %s; a rule answers true or false for every combination"
              .formatted(rule, point.inBrackets(), Outcome.words(e)),
          e);
    }
  }
}
