package dev.trn3.units;

/**
 * Data per second.
 *
 * @param si bytes per second
 */
public record Bandwidth(double si) implements Quantity, Comparable<Bandwidth> {

  /** Checks that the amount is finite and not negative. */
  public Bandwidth {
    Amount.checked(si, "a bandwidth");
  }

  @Override
  public String unit() {
    return "B/s";
  }

  /** The sum. */
  public Bandwidth plus(Bandwidth other) {
    return new Bandwidth(si + other.si);
  }

  /** The difference; fails where it would be negative. */
  public Bandwidth minus(Bandwidth other) {
    return new Bandwidth(Amount.difference(si, other.si, "a bandwidth"));
  }

  /** The amount taken that many times. */
  public Bandwidth times(double factor) {
    return new Bandwidth(si * Amount.factor(factor));
  }

  /** How many times the other amount fits into this one. */
  public double dividedBy(Bandwidth other) {
    return si / Divisor.of(other);
  }

  /** The data moved in a time. */
  public Bytes times(Seconds time) {
    return new Bytes(si * time.si());
  }

  @Override
  public int compareTo(Bandwidth other) {
    return Double.compare(si, other.si);
  }

  @Override
  public String toString() {
    return Amount.binaryOrDecimal(si, "B/s");
  }
}
