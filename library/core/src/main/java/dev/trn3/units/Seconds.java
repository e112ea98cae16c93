package dev.trn3.units;

/**
 * A duration.
 *
 * @param si seconds
 */
public record Seconds(double si) implements Quantity, Comparable<Seconds> {

  /** Checks that the amount is finite and not negative. */
  public Seconds {
    Amount.checked(si, "a duration");
  }

  @Override
  public String unit() {
    return "s";
  }

  /** The sum. */
  public Seconds plus(Seconds other) {
    return new Seconds(si + other.si);
  }

  /** The difference; fails where it would be negative. */
  public Seconds minus(Seconds other) {
    return new Seconds(Amount.difference(si, other.si, "a duration"));
  }

  /** The amount taken that many times. */
  public Seconds times(double factor) {
    return new Seconds(si * Amount.factor(factor));
  }

  /** How many times the other amount fits into this one. */
  public double dividedBy(Seconds other) {
    return si / Divisor.of(other);
  }

  /** This duration in hours. */
  public double hours() {
    return si / 3600;
  }

  /** This duration in days. */
  public double days() {
    return si / 86_400;
  }

  @Override
  public int compareTo(Seconds other) {
    return Double.compare(si, other.si);
  }

  @Override
  public String toString() {
    return si < 120
        ? Amount.decimal(si, "s")
        : si < 7200
            ? Amount.digits(si / 60) + " min"
            : si < 172_800 ? Amount.digits(hours()) + " h" : Amount.digits(days()) + " d";
  }
}
