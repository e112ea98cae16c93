package dev.trn3.notebook.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Compares single values of JSON, and whole trees of them. */
final class Values {

  private static final List<String> NOT_FINITE = List.of("NaN", "Infinity", "-Infinity");
  private static final int DIGITS = 6;

  private final Expectation expectation;
  private final Differences differences;

  Values(Expectation expectation, Differences differences) {
    this.expectation = expectation;
    this.differences = differences;
  }

  /** Adds what differs between two values at this place, which are in this unit. */
  void compare(String where, JsonNode stored, JsonNode got, String unit) {
    if (isNumber(stored) && isNumber(got)) {
      double before = number(stored);
      double now = number(got);
      if (!expectation.tolerance().accepts(before, now)) {
        differences.add(
            "%s: stored %s, got %s%s"
                .formatted(
                    where,
                    spelled(before, now, unit),
                    spelled(now, before, unit),
                    expectation.tolerance().judgement(before, now)));
      }
    } else if (stored.isTextual() && got.isTextual()) {
      Differences inside = new Differences();
      new TextComparison(expectation, inside).compare(stored.asText(), got.asText());
      if (!inside.isEmpty()) {
        differences.add("%s: stored %s, got %s".formatted(where, stored, got));
      }
    } else if (!stored.equals(got)) {
      differences.add("%s: stored %s, got %s".formatted(where, word(stored), word(got)));
    }
  }

  /** Adds what differs between two trees, each difference with its path. */
  void compareTrees(String path, JsonNode stored, JsonNode got) {
    if (stored.isObject() && got.isObject()) {
      for (var entry : stored.properties()) {
        String below = path + "." + entry.getKey();
        if (got.has(entry.getKey())) {
          compareTrees(below, entry.getValue(), got.get(entry.getKey()));
        } else {
          differences.add(below + " is missing");
        }
      }
      for (var entry : got.properties()) {
        if (!stored.has(entry.getKey())) {
          differences.add(path + "." + entry.getKey() + " is new");
        }
      }
    } else if (stored.isArray() && got.isArray()) {
      if (stored.size() != got.size()) {
        differences.add(
            "%s: stored %d elements, got %d".formatted(path, stored.size(), got.size()));
        return;
      }
      for (int i = 0; i < stored.size(); i++) {
        compareTrees(path + "[" + i + "]", stored.get(i), got.get(i));
      }
    } else {
      compare(path, stored, got, "");
    }
  }

  /** JSON has no word for these three, so they travel as text. */
  private static boolean isNumber(JsonNode node) {
    return node.isNumber() || (node.isTextual() && NOT_FINITE.contains(node.asText()));
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.asText());
  }

  private static String word(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? "nothing" : node.toString();
  }

  /** Six digits, or as many as it takes to tell one from the other. */
  private static String spelled(double value, double other, String unit) {
    String suffix = unit.isEmpty() ? "" : " " + unit;
    if (!Double.isFinite(value)) {
      return value + suffix;
    }
    String digits = rounded(value, DIGITS);
    if (Double.isFinite(other) && digits.equals(rounded(other, DIGITS))) {
      digits = rounded(value, 17);
    }
    return digits + suffix;
  }

  private static String rounded(double value, int digits) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(digits));
    BigDecimal plain = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    int magnitude = plain.precision() - plain.scale();
    return magnitude > 12 || magnitude < -5 ? plain.toString() : plain.toPlainString();
  }
}
