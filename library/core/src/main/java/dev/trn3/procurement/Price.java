package dev.trn3.procurement;

import dev.trn3.provenance.Certainty;
import dev.trn3.units.Dollars;

/**
 * What one machine costs for an hour, and why it should.
 *
 * @param basis such as {@code Capacity Block price} or the name of an assumption
 * @param perHour for one machine
 * @param certainty how sure it is
 * @param source who states it, or how it was assumed
 * @param date of the source (ISO); empty for assumptions
 */
public record Price(
    String basis, Dollars perHour, Certainty certainty, String source, String date) {

  /** Checks that it is not negative. */
  public Price {
    if (perHour.amount().signum() < 0) {
      throw new IllegalArgumentException("a price is not negative: " + perHour);
    }
  }

  /** A price that you enter. */
  public static Price given(Dollars perHour) {
    return new Price("your price", perHour, Certainty.GIVEN, "entered by you", "");
  }

  @Override
  public String toString() {
    return "%s/h (%s, %s)".formatted(perHour, certainty, basis);
  }
}
