package dev.trn3.sweep;

import dev.trn3.experiment.ChipPrices;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.hardware.UltraServer;
import dev.trn3.procurement.Price;
import dev.trn3.units.Dollars;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which prices the dollars of a table rest on. */
public final class PriceNotes {

  static final String TOKENS_PER_DOLLAR = "tokens per dollar";

  static final String OUTPUT_TOKENS_PER_DOLLAR = "output tokens per dollar";

  private static final String AXIS = "price";

  private PriceNotes() {}

  /** True for what is reckoned with the price of a chip. */
  public static boolean isInDollars(String measure, String unit) {
    return unit.equals("USD")
        || measure.equals(TOKENS_PER_DOLLAR)
        || measure.equals(OUTPUT_TOKENS_PER_DOLLAR);
  }

  /**
   * Sentences that say which price the dollars rest on, one for each kind of machine; none where no
   * measure is in dollars.
   *
   * @param given dollars for a chip and hour, where somebody said them
   */
  public static List<String> of(
      Optional<Dollars> given,
      Collection<? extends Measure<?>> measures,
      Stream<Machine> machines) {
    return measures.stream().anyMatch(each -> isInDollars(each.name(), each.unit()))
        ? machines
            .map(Same::new)
            .distinct()
            .map(each -> whole(each.value()))
            .distinct()
            .map(each -> ChipPrices.of(given, each).note(each.name()))
            .toList()
        : List.of();
  }

  /** The machine that is sold: how many chips of it a combination takes changes no price. */
  private static Machine whole(Machine machine) {
    Machine unit = machine instanceof UltraCluster cluster ? cluster.unit() : machine;
    return unit instanceof UltraServer part
        ? part.whole().map(Machine.class::cast).orElse(part)
        : unit;
  }

  /**
   * The price of a combination that has an axis of prices.
   *
   * @throws IllegalArgumentException if no machine costs that
   */
  static Optional<Dollars> said(Point point) {
    return point.has(AXIS) ? Optional.of(dollars(point.number(AXIS))) : Optional.empty();
  }

  /**
   * Refuses an axis with prices that no machine has.
   *
   * @throws IllegalArgumentException if one is not above $0, or above $1,000,000
   */
  static void require(Axis axis) {
    if (axis.name().equals(AXIS)) {
      for (Object each : axis.values()) {
        if (each instanceof Number number) {
          dollars(number.doubleValue());
        }
      }
    }
  }

  private static Dollars dollars(double perChipHour) {
    return Price.checked(Dollars.of(String.valueOf(perChipHour)));
  }
}
