package dev.trn3.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Checks and prints amounts; the one place that knows prefixes and significant digits. */
final class Amount {

  private static final String[] DECIMAL = {"", "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"};
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  private static final String[] SMALL = {"", "m", "µ", "n", "p", "f", "a"};
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  private Amount() {}

  /** Refuses what no physical amount can be. */
  static double checked(double si, String what) {
    if (Double.isNaN(si) || Double.isInfinite(si) || si < 0) {
      throw new IllegalArgumentException(
          "%s must be a number of at least 0, not %s".formatted(what, si));
    }
    return si;
  }

  /** Refuses a factor that is negative or not a number. */
  static double factor(double factor) {
    return checked(factor, "a factor");
  }

  /** Refuses to subtract more than there is. */
  static double difference(double left, double right, String what) {
    if (right > left) {
      throw new IllegalArgumentException(
          "%s cannot become negative: %s less %s".formatted(what, left, right));
    }
    return left - right;
  }

  /** Up to four significant digits, without trailing zeros and without an exponent. */
  static String digits(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return rounded.toPlainString();
  }

  /** The amount with a decimal prefix: {@code 2.517 PFLOPS}, {@code 31.5 µs}. */
  static String decimal(double si, String unit) {
    if (si == 0) {
      return unit.isEmpty() ? "0" : "0 " + unit;
    }
    double scaled = new BigDecimal(si).round(DIGITS).doubleValue();
    int step = (int) Math.floor((Math.log10(scaled) + 1e-12) / 3);
    if (step >= 0) {
      int at = Math.min(step, DECIMAL.length - 1);
      return join(scaled / Math.pow(1000, at), DECIMAL[at] + unit);
    }
    int at = Math.min(-step, SMALL.length - 1);
    return join(scaled * Math.pow(1000, at), SMALL[at] + unit);
  }

  /** The amount with a binary prefix if that makes a short exact number, else a decimal one. */
  static String binaryOrDecimal(double si, String unit) {
    int at = 0;
    double scaled = si;
    while (scaled >= 1024 && at < BINARY.length - 1) {
      scaled /= 1024;
      at++;
    }
    if (at > 0 && exactDigits(scaled) <= 4 && exactDigits(scaled) < exactDigits(si)) {
      return join(scaled, BINARY[at] + unit);
    }
    return decimal(si, unit);
  }

  private static int exactDigits(double value) {
    return new BigDecimal(value).stripTrailingZeros().precision();
  }

  private static String join(double scaled, String unit) {
    return unit.isEmpty() ? digits(scaled) : digits(scaled) + " " + unit;
  }
}
