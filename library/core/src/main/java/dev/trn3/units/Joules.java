package dev.trn3.units;

/**
 * Energy.
 *
 * @param si joules
 */
public record Joules(double si) implements Quantity, Comparable<Joules> {

  /** Checks that the amount is finite and not negative. */
  public Joules {
    Amount.checked(si, "an energy");
  }

  @Override
  public String unit() {
    return "J";
  }

  /** The sum. */
  public Joules plus(Joules other) {
    return new Joules(si + other.si);
  }

  /** The difference; fails where it would be negative. */
  public Joules minus(Joules other) {
    return new Joules(Amount.difference(si, other.si, "an energy"));
  }

  /** The amount taken that many times. */
  public Joules times(double factor) {
    return new Joules(si * Amount.factor(factor));
  }

  /** How many times the other amount fits into this one. */
  public double dividedBy(Joules other) {
    return si / Divisor.of(other);
  }

  /** The mean power over a time. */
  public Watts dividedBy(Seconds time) {
    return new Watts(si / Divisor.of(time));
  }

  /** This energy in kilowatt hours. */
  public double kilowattHours() {
    return si / 3.6e6;
  }

  @Override
  public int compareTo(Joules other) {
    return Double.compare(si, other.si);
  }

  @Override
  public String toString() {
    return Amount.decimal(si, "J");
  }
}
