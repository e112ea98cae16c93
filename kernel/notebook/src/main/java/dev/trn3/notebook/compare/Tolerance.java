package dev.trn3.notebook.compare;

import java.util.Locale;

/**
 * How far a number may be from the one stored, relative to the larger of the two.
 *
 * @param relative 0.01 for one per cent
 */
public record Tolerance(double relative) {

  /** For results that are the same in every run: rounding in the last digits is forgiven. */
  public static final Tolerance DETERMINISTIC = new Tolerance(1e-9);

  public Tolerance {
    if (!(relative >= 0 && relative < 1)) {
      throw new IllegalArgumentException(
          "tolerance %s is not from 0 to below 1; write 1%% or 1e-6".formatted(relative));
    }
  }

  /**
   * {@code 1%}, {@code 1 %} or {@code 1e-6}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Tolerance parse(String text) {
    String digits = text.strip();
    boolean percent = digits.endsWith("%");
    try {
      double value =
          Double.parseDouble(percent ? digits.substring(0, digits.length() - 1).strip() : digits);
      return new Tolerance(percent ? value / 100 : value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "tolerance \"" + text + "\" is no number; write 1% or 1e-6", e);
    }
  }

  /** Whether the two numbers agree. Not a number agrees with itself, infinity with itself. */
  public boolean accepts(double stored, double got) {
    if (Double.compare(stored, got) == 0 || stored == got) {
      return true;
    }
    if (!Double.isFinite(stored) || !Double.isFinite(got)) {
      return false;
    }
    return Math.abs(got - stored) <= relative * Math.max(Math.abs(stored), Math.abs(got));
  }

  /** {@code (+5.6 %, allowed 1 %)}; empty where a number is not finite or zero was stored. */
  String judgement(double stored, double got) {
    if (!Double.isFinite(stored) || !Double.isFinite(got) || stored == 0) {
      return "";
    }
    double change = (got - stored) / Math.abs(stored);
    return " (%s%s, allowed %s)"
        .formatted(change < 0 ? "-" : "+", spelled(Math.abs(change)), spelled(relative));
  }

  private static String spelled(double share) {
    double percent = share * 100;
    if (share == 0) {
      return "0 %";
    }
    if (percent < 1e-3) {
      return String.format(Locale.ROOT, "%.2g", share).replaceAll("\\.0e-0?", "e-");
    }
    if (percent >= 100) {
      return String.format(Locale.ROOT, "%.0f %%", percent);
    }
    String digits =
        new java.math.BigDecimal(percent)
            .round(new java.math.MathContext(2))
            .stripTrailingZeros()
            .toPlainString();
    return digits + " %";
  }

  @Override
  public String toString() {
    return spelled(relative);
  }
}
