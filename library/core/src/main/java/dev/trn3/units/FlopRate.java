package dev.trn3.units;

/**
 * Floating point operations per second.
 *
 * @param si operations per second
 */
public record FlopRate(double si) implements Quantity, Comparable<FlopRate> {

  /** Checks that the amount is finite and not negative. */
  public FlopRate {
    Amount.checked(si, "a rate of operations");
  }

  @Override
  public String unit() {
    return "FLOPS";
  }

  /** The sum. */
  public FlopRate plus(FlopRate other) {
    return new FlopRate(si + other.si);
  }

  /** The difference; fails where it would be negative. */
  public FlopRate minus(FlopRate other) {
    return new FlopRate(Amount.difference(si, other.si, "a rate of operations"));
  }

  /** The amount taken that many times. */
  public FlopRate times(double factor) {
    return new FlopRate(si * Amount.factor(factor));
  }

  /** How many times the other amount fits into this one. */
  public double dividedBy(FlopRate other) {
    return si / Divisor.of(other);
  }

  /** The operations done in a time. */
  public Flops times(Seconds time) {
    return new Flops(si * time.si());
  }

  /** Operations possible for each byte that a bandwidth brings: the ridge of the roofline. */
  public double dividedBy(Bandwidth bandwidth) {
    return si / Divisor.of(bandwidth);
  }

  @Override
  public int compareTo(FlopRate other) {
    return Double.compare(si, other.si);
  }

  @Override
  public String toString() {
    return Amount.decimal(si, "FLOPS");
  }
}
