package dev.trn3.units;

/**
 * Power.
 *
 * @param si watts
 */
public record Watts(double si) implements Quantity, Comparable<Watts> {

  /** Checks that the amount is finite and not negative. */
  public Watts {
    Amount.checked(si, "a power");
  }

  @Override
  public String unit() {
    return "W";
  }

  /** The sum. */
  public Watts plus(Watts other) {
    return new Watts(si + other.si);
  }

  /** The difference; fails where it would be negative. */
  public Watts minus(Watts other) {
    return new Watts(Amount.difference(si, other.si, "a power"));
  }

  /** The amount taken that many times. */
  public Watts times(double factor) {
    return new Watts(si * Amount.factor(factor));
  }

  /** How many times the other amount fits into this one. */
  public double dividedBy(Watts other) {
    return si / Divisor.of(other);
  }

  /** The energy drawn in a time. */
  public Joules times(Seconds time) {
    return new Joules(si * time.si());
  }

  @Override
  public int compareTo(Watts other) {
    return Double.compare(si, other.si);
  }

  @Override
  public String toString() {
    return Amount.decimal(si, "W");
  }
}
