package dev.trn3.units;

/**
 * An amount of data.
 *
 * @param si bytes
 */
public record Bytes(double si) implements Quantity, Comparable<Bytes> {

  /** Checks that the amount is finite and not negative. */
  public Bytes {
    Amount.checked(si, "an amount of data");
  }

  @Override
  public String unit() {
    return "B";
  }

  /** The sum. */
  public Bytes plus(Bytes other) {
    return new Bytes(si + other.si);
  }

  /** The difference; fails where it would be negative. */
  public Bytes minus(Bytes other) {
    return new Bytes(Amount.difference(si, other.si, "an amount of data"));
  }

  /** The amount taken that many times. */
  public Bytes times(double factor) {
    return new Bytes(si * Amount.factor(factor));
  }

  /** How many times the other amount fits into this one. */
  public double dividedBy(Bytes other) {
    return si / Divisor.of(other);
  }

  /** How long this much takes at a bandwidth. */
  public Seconds dividedBy(Bandwidth bandwidth) {
    return new Seconds(si / Divisor.of(bandwidth));
  }

  /** The bandwidth that moves this much in a time. */
  public Bandwidth dividedBy(Seconds time) {
    return new Bandwidth(si / Divisor.of(time));
  }

  @Override
  public int compareTo(Bytes other) {
    return Double.compare(si, other.si);
  }

  @Override
  public String toString() {
    return Amount.binaryOrDecimal(si, "B");
  }
}
