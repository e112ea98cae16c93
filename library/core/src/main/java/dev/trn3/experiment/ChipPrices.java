package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.procurement.Price;
import dev.trn3.procurement.Prices;
import dev.trn3.procurement.TokenCost;
import dev.trn3.serving.ServingRun;
import dev.trn3.units.Dollars;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one chip may cost for an hour, cheapest first: the price that was given, a published one, or
 * assumptions.
 *
 * @param list at least one
 */
public record ChipPrices(List<Price> list) {

  /**
   * What a chip of a machine may cost.
   *
   * @param given dollars for a chip and hour, where somebody said them
   */
  public static ChipPrices of(Optional<Dollars> given, Machine machine) {
    if (given.isPresent()) {
      return new ChipPrices(List.of(Price.given(given.get())));
    }
    Machine unit = machine instanceof UltraCluster cluster ? cluster.unit() : machine;
    BigDecimal chips = BigDecimal.valueOf(unit.chips());
    return new ChipPrices(
        Prices.of(unit).stream()
            .map(
                each ->
                    new Price(
                        each.basis(),
                        each.perHour().dividedBy(chips),
                        each.certainty(),
                        each.source(),
                        each.date()))
            .sorted(Comparator.comparing(Price::perHour))
            .toList());
  }

  /** The cheapest. */
  public Dollars least() {
    return list.get(0).perHour();
  }

  /** The dearest. */
  public Dollars most() {
    return list.get(list.size() - 1).perHour();
  }

  /** The middle one of all, as a table's value. */
  public Dollars middle() {
    return list.get(list.size() / 2).perHour();
  }

  /**
   * Dollars for a million tokens of answers; a run that gave no token has no such cost.
   *
   * @param perChipHour what a chip costs for an hour
   */
  static Dollars perMillion(Dollars perChipHour, ServingRun run) {
    return TokenCost.perMillion(
        perChipHour.times(BigDecimal.valueOf(run.meanChips())), run.outputTokensPerSecond());
  }

  private boolean isAssumed() {
    return list.stream().anyMatch(each -> each.date().isEmpty());
  }

  /**
   * One sentence that says what dollars rest on which were reckoned at the middle price.
   *
   * @param whose a machine or chip by name
   */
  public String note(String whose) {
    Price price = list.get(list.size() / 2);
    String all =
        list.size() == 1
            ? ""
            : "; %s are %s to %s"
                .formatted(isAssumed() ? "assumptions" : "published prices", least(), most());
    return "Dollars: %s for a chip and hour of %s (%s, %s)%s."
        .formatted(middle(), whose, price.certainty(), price.basis(), all);
  }

  /** One sentence for a table. */
  String note() {
    return list.size() == 1
        ? "Cost at %s for a chip and hour, %s.".formatted(least(), list.get(0).basis())
        : "Cost at %s to %s for a chip and hour, %s."
            .formatted(least(), most(), isAssumed() ? "by assumption" : "published");
  }
}
