package dev.trn3.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * United States dollars, exact. Prints with separators and whole cents: {@code $6,007.81}. May be
 * negative, for savings.
 *
 * @param amount dollars, to as many decimals as the price has
 */
public record Dollars(BigDecimal amount) implements Comparable<Dollars> {

  /** Drops trailing zeros, so that equal amounts are equal. */
  public Dollars {
    amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /**
   * Dollars from their decimal notation.
   *
   * @throws IllegalArgumentException if the text is not a decimal number, or one with more than 18
   *     digits before the point or 30 after it
   */
  public static Dollars of(String decimal) {
    BigDecimal amount;
    try {
      amount = new BigDecimal(decimal);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not an amount of dollars; write it like \"35.7608\"".formatted(decimal), e);
    }
    if (amount.precision() - (long) amount.scale() > 18 || amount.scale() > 30) {
      throw new IllegalArgumentException(
          "\"%s\" has too many digits for an amount of dollars; write it like \"35.7608\""
              .formatted(decimal));
    }
    return new Dollars(amount);
  }

  /** The sum. */
  public Dollars plus(Dollars other) {
    return new Dollars(amount.add(other.amount));
  }

  /** The difference. */
  public Dollars minus(Dollars other) {
    return new Dollars(amount.subtract(other.amount));
  }

  /** The amount a whole number of times. Exact. */
  public Dollars times(long factor) {
    return new Dollars(amount.multiply(BigDecimal.valueOf(factor)));
  }

  /** The amount taken a decimal number of times. Exact. */
  public Dollars times(BigDecimal factor) {
    return new Dollars(amount.multiply(factor));
  }

  /** A share of the amount, to 34 significant digits. */
  public Dollars dividedBy(BigDecimal parts) {
    if (parts.signum() == 0) {
      throw new ArithmeticException("division of " + this + " into no parts");
    }
    return new Dollars(amount.divide(parts, MathContext.DECIMAL128));
  }

  /** The amount rounded half up to whole cents. */
  public Dollars cents() {
    return new Dollars(amount.setScale(2, RoundingMode.HALF_UP));
  }

  @Override
  public int compareTo(Dollars other) {
    return amount.compareTo(other.amount);
  }

  @Override
  public String toString() {
    BigDecimal shown =
        amount.abs().compareTo(BigDecimal.ONE) >= 0 || amount.signum() == 0
            ? amount.setScale(2, RoundingMode.HALF_UP)
            : amount.round(new MathContext(3, RoundingMode.HALF_UP));
    String plain = shown.abs().toPlainString();
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    String rest = point < 0 ? "" : plain.substring(point);
    String grouped = whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
    return (shown.signum() < 0 ? "-$" : "$") + grouped + rest;
  }
}
