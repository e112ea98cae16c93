package dev.trn3.hardware;

import dev.trn3.provenance.Fact;
import java.math.BigDecimal;

/** Whether a computed number is what a source states. */
final class Rounding {

  private Rounding() {}

  /** True where the SI amount rounds to the digits that the source states. */
  static boolean agrees(double si, Fact stated) {
    double computed = si / stated.siFactor();
    double halfLastDigit = Math.pow(10, -new BigDecimal(stated.value()).scale()) / 2;
    double difference = Math.abs(computed - stated.number().orElseThrow());
    return difference <= halfLastDigit * (1 + 1e-9);
  }

  /** True where the SI amount is within 0.5 % of what the source states, or rounds to it. */
  static boolean nearly(double si, Fact stated) {
    double number = stated.number().orElseThrow() * stated.siFactor();
    return agrees(si, stated) || Math.abs(si - number) <= 0.005 * number;
  }
}
