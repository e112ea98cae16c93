package dev.trn3.procurement;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.UltraServer;
import dev.trn3.provenance.Certainty;
import dev.trn3.units.Dollars;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What Capacity Blocks come to.
 *
 * @param order what is bought
 * @param ways ways of buying the time: each a row of blocks in days
 */
public record BlockCost(CapacityBlock order, List<List<Integer>> ways) implements Tabular {

  /** Copies the ways. */
  public BlockCost {
    ways = ways.stream().map(List::copyOf).toList();
  }

  /** Exact cost of one way at one price. */
  public Dollars cost(List<Integer> way, Price price) {
    long hours = 24L * way.stream().mapToInt(Integer::intValue).sum();
    return price.perHour().times(hours).times(order.machines());
  }

  /** The least of all ways at the lowest price. */
  public Dollars least() {
    return ways.stream()
        .flatMap(way -> order.prices().stream().map(price -> cost(way, price)))
        .min(Dollars::compareTo)
        .orElseThrow();
  }

  /** The least of all ways at the highest price. */
  public Dollars most() {
    return order.prices().stream()
        .map(price -> ways.stream().map(way -> cost(way, price)).min(Dollars::compareTo).get())
        .max(Dollars::compareTo)
        .orElseThrow();
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "%d x %s as Capacity Blocks".formatted(order.machines(), order.machine().name()),
            column("price"),
            column("certainty"),
            column("one machine and hour"),
            column("one chip and hour"),
            column("blocks"),
            column("paid days"),
            column("total"));
    for (Price price : order.prices()) {
      for (List<Integer> way : ways) {
        sheet =
            sheet.row(
                price.basis(),
                price.certainty().toString(),
                price.perHour().toString(),
                price.perHour().dividedBy(BigDecimal.valueOf(order.machine().chips())).toString(),
                way.stream().map(days -> days + " d").collect(Collectors.joining(" + ")),
                way.stream().mapToInt(Integer::intValue).sum(),
                cost(way, price).toString());
      }
    }
    return notes(sheet);
  }

  private Sheet notes(Sheet sheet) {
    Sheet noted =
        sheet.note(
            "Blocks are paid in advance, cannot be cancelled and end at 11:30 UTC; they do not"
                + " include storage, transfer or tax.");
    if (order.prices().stream().anyMatch(p -> p.certainty() == Certainty.ESTIMATED)) {
      noted =
          noted.note(
              "AWS has published no price for %s: these are assumptions, from %s to %s. Enter yours"
                      .formatted(order.machine().name(), least(), most())
                  + " with at(dollars(\"...\")).");
    }
    if (ways.stream().anyMatch(way -> way.size() > 1)) {
      noted =
          noted.note(
              "Blocks in a row are separate purchases: the second may not be offered, and the run"
                  + " restarts from a checkpoint between them.");
    }
    int instances =
        order.machines() * (order.machine() instanceof UltraServer us ? us.servers() : 1);
    if (!(order.machine() instanceof UltraServer) && instances > BlockRules.mostInstances()) {
      noted =
          noted.note(
              "One block holds at most %d instances, so this takes %d blocks at a time."
                  .formatted(
                      BlockRules.mostInstances(),
                      (instances + BlockRules.mostInstances() - 1) / BlockRules.mostInstances()));
    }
    return noted;
  }

  @Override
  public String toString() {
    return least().equals(most())
        ? "%d x %s: %s".formatted(order.machines(), order.machine().name(), least())
        : "%d x %s: %s to %s, depending on the price"
            .formatted(order.machines(), order.machine().name(), least(), most());
  }
}
