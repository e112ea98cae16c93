package dev.trn3.units;

/**
 * A clock rate.
 *
 * @param si cycles per second
 */
public record Hertz(double si) implements Quantity, Comparable<Hertz> {

  /** Checks that the amount is finite and not negative. */
  public Hertz {
    Amount.checked(si, "a clock rate");
  }

  @Override
  public String unit() {
    return "Hz";
  }

  /** The sum. */
  public Hertz plus(Hertz other) {
    return new Hertz(si + other.si);
  }

  /** The difference; fails where it would be negative. */
  public Hertz minus(Hertz other) {
    return new Hertz(Amount.difference(si, other.si, "a clock rate"));
  }

  /** The amount taken that many times. */
  public Hertz times(double factor) {
    return new Hertz(si * Amount.factor(factor));
  }

  /** How many times the other amount fits into this one. */
  public double dividedBy(Hertz other) {
    return si / Divisor.of(other);
  }

  /** How long a number of cycles takes. */
  public Seconds cycles(double cycles) {
    return new Seconds(Amount.factor(cycles) / Divisor.of(this));
  }

  @Override
  public int compareTo(Hertz other) {
    return Double.compare(si, other.si);
  }

  @Override
  public String toString() {
    return Amount.decimal(si, "Hz");
  }
}
