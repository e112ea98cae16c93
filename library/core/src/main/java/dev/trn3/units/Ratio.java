package dev.trn3.units;

/**
 * A plain number: how many times one amount is another, or a count.
 *
 * @param si the number
 */
public record Ratio(double si) implements Quantity, Comparable<Ratio> {

  /** Checks that the amount is finite and not negative. */
  public Ratio {
    Amount.checked(si, "a number");
  }

  @Override
  public String unit() {
    return "";
  }

  /** The sum. */
  public Ratio plus(Ratio other) {
    return new Ratio(si + other.si);
  }

  /** The difference; fails where it would be negative. */
  public Ratio minus(Ratio other) {
    return new Ratio(Amount.difference(si, other.si, "a number"));
  }

  /** The amount taken that many times. */
  public Ratio times(double factor) {
    return new Ratio(si * Amount.factor(factor));
  }

  /** How many times the other amount fits into this one. */
  public double dividedBy(Ratio other) {
    return si / Divisor.of(other);
  }

  /** This number as an int; fails where it is not whole. */
  public int whole() {
    if (si != Math.rint(si) || si > Integer.MAX_VALUE) {
      throw new ArithmeticException(this + " is not a whole number");
    }
    return (int) si;
  }

  @Override
  public int compareTo(Ratio other) {
    return Double.compare(si, other.si);
  }

  @Override
  public String toString() {
    return Amount.digits(si);
  }
}
