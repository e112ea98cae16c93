package dev.trn3.procurement;

import dev.trn3.provenance.Certainty;
import dev.trn3.units.Dollars;
import java.util.Objects;

/**
 * What one machine costs for an hour, and why it should.
 *
 * <p>No machine is free: one that you own costs its depreciation, power and upkeep. At $0 every
 * plan would be the cheapest, and no other machine could break even.
 *
 * @param basis such as {@code Capacity Block price} or the name of an assumption
 * @param perHour for one machine
 * @param certainty how sure it is
 * @param source who states it, or how it was assumed
 * @param date of the source (ISO); empty for assumptions
 */
public record Price(
    String basis, Dollars perHour, Certainty certainty, String source, String date) {

  /** Above this, a total was entered instead of an hourly price. */
  private static final Dollars MOST = Dollars.of("1000000");

  /** Checks that it is above $0 and that of an hour. */
  public Price {
    checked(perHour);
  }

  /**
   * Refuses what no hour costs.
   *
   * @throws IllegalArgumentException if it is not above $0, or above $1,000,000
   */
  public static Dollars checked(Dollars perHour) {
    Objects.requireNonNull(perHour, "a price is missing; write one such as dollars(\"2.24\")");
    if (perHour.amount().signum() <= 0) {
      throw new IllegalArgumentException(
          "a price for an hour is above $0, not %s; for machines that you own, enter what an hour of them costs you in depreciation, power and upkeep"
              .formatted(perHour));
    }
    if (perHour.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "%s for an hour is more than any machine costs (at most %s); a price is that of one machine and hour"
              .formatted(perHour, MOST));
    }
    return perHour;
  }

  /**
   * A price that you enter.
   *
   * @throws IllegalArgumentException if it is not above $0, or above $1,000,000
   */
  public static Price given(Dollars perHour) {
    return new Price("your price", perHour, Certainty.GIVEN, "entered by you", "");
  }

  @Override
  public String toString() {
    return "%s/h (%s, %s)".formatted(perHour, certainty, basis);
  }
}
