package dev.trn3.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as readers want them: four significant digits, thousands grouped, the same in every
 * locale.
 *
 * <p>The integer part is never rounded away ({@code 12,346}, not {@code 12,350}), trailing zeros
 * are dropped, and below 10⁻⁴ or from 10⁹ on numbers are scientific ({@code 1.235e-6}). These are
 * for reading; data keep their full precision.
 */
final class Numbers {

  private static final int DIGITS = 4;
  private static final BigDecimal TOO_SMALL = new BigDecimal("1e-4");
  private static final BigDecimal TOO_LARGE = new BigDecimal("1e9");

  private Numbers() {}

  static String text(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded = exact.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    if (rounded.abs().compareTo(TOO_SMALL) < 0 || rounded.abs().compareTo(TOO_LARGE) >= 0) {
      return scientific(rounded);
    }
    if (exact.precision() - exact.scale() > DIGITS) {
      rounded = exact.setScale(0, RoundingMode.HALF_EVEN);
    }
    BigDecimal plain = rounded.stripTrailingZeros();
    return grouped(plain.scale() < 0 ? plain.setScale(0) : plain);
  }

  static String text(long value) {
    return grouped(BigDecimal.valueOf(value));
  }

  private static String scientific(BigDecimal rounded) {
    BigDecimal digits = rounded.stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    return digits.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  static String grouped(BigDecimal value) {
    String plain = value.toPlainString();
    int point = plain.indexOf('.');
    int end = point < 0 ? plain.length() : point;
    StringBuilder text = new StringBuilder(plain);
    int first = plain.startsWith("-") ? 1 : 0;
    for (int i = end - 3; i > first; i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }
}
