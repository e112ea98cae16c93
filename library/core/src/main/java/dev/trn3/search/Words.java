package dev.trn3.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers in sentences. */
final class Words {

  private Words() {}

  /** Three significant digits, thousands separated. */
  static String number(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : String.valueOf(value);
    }
    if (Math.abs(value) >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return new BigDecimal(value)
        .round(new MathContext(3, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A figure and the ends of its interval. */
  static String between(String name, String unit, double value, double low, double high) {
    return "%s %s%s (%s to %s)"
        .formatted(
            name, number(value), unit.isEmpty() ? "" : " " + unit, number(low), number(high));
  }

  /** The beginning of a message about what an interrupt left. */
  static String interrupted(long missing) {
    return "interrupted: %s not reached, and until then "
        .formatted(
            missing == 1
                ? "1 combination of settings was"
                : count(missing) + " combinations of settings were");
  }

  static String percent(double share) {
    return number(100 * share) + " %";
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
