package dev.trn3.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers in sentences. */
final class Text {

  private Text() {}

  /** Up to three significant digits, without an exponent. */
  static String digits(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : String.valueOf(value);
    }
    return new BigDecimal(value)
        .round(new MathContext(3, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A large count in words. */
  static String count(double value) {
    return value >= 1e12
        ? digits(value / 1e12) + " trillion"
        : value >= 1e9
            ? digits(value / 1e9) + " billion"
            : value >= 1e6 ? digits(value / 1e6) + " million" : digits(value);
  }

  /** An amount of memory. */
  static String gibibytes(double bytes) {
    return digits(bytes / 0x1p30) + " GiB";
  }

  /** What may be chosen: {@code 1, 2 or 4}. */
  static String or(List<?> choices) {
    List<String> words = choices.stream().map(Object::toString).toList();
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  /** A share in whole percent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
