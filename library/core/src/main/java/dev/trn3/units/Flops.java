package dev.trn3.units;

/**
 * A number of floating point operations; a multiplication and an addition are two.
 *
 * @param si operations
 */
public record Flops(double si) implements Quantity, Comparable<Flops> {

  /** Checks that the amount is finite and not negative. */
  public Flops {
    Amount.checked(si, "a number of operations");
  }

  @Override
  public String unit() {
    return "FLOP";
  }

  /** The sum. */
  public Flops plus(Flops other) {
    return new Flops(si + other.si);
  }

  /** The difference; fails where it would be negative. */
  public Flops minus(Flops other) {
    return new Flops(Amount.difference(si, other.si, "a number of operations"));
  }

  /** The amount taken that many times. */
  public Flops times(double factor) {
    return new Flops(si * Amount.factor(factor));
  }

  /** How many times the other amount fits into this one. */
  public double dividedBy(Flops other) {
    return si / Divisor.of(other);
  }

  /** How long this much takes at a rate. */
  public Seconds dividedBy(FlopRate rate) {
    return new Seconds(si / Divisor.of(rate));
  }

  /** The rate that does this much in a time. */
  public FlopRate dividedBy(Seconds time) {
    return new FlopRate(si / Divisor.of(time));
  }

  /** Operations for each byte moved: the arithmetic intensity. */
  public double per(Bytes moved) {
    return si / Divisor.of(moved);
  }

  @Override
  public int compareTo(Flops other) {
    return Double.compare(si, other.si);
  }

  @Override
  public String toString() {
    return Amount.decimal(si, "FLOP");
  }
}
