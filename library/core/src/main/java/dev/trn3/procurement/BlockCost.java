package dev.trn3.procurement;

import static dev.trn3.provenance.Facts.fact;
import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.UltraServer;
import dev.trn3.provenance.Certainty;
import dev.trn3.units.Dollars;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What Capacity Blocks come to.
 *
 * @param order what is bought
 * @param ways ways of buying the time: each a row of blocks in days
 * @param extended true where all but the first of a row extend it instead of being bought anew
 */
public record BlockCost(CapacityBlock order, List<List<Integer>> ways, boolean extended)
    implements Tabular {

  /** Copies the ways. */
  public BlockCost {
    ways = ways.stream().map(List::copyOf).toList();
  }

  /**
   * The block extended by more days: the reservation stays, and instances run on.
   *
   * @throws IllegalArgumentException if AWS sells no extension of that length, if both together are
   *     longer than a block can be, or if this is a row of several blocks
   */
  public BlockCost extended(int days) {
    if (ways.size() > 1 || (ways.get(0).size() > 1 && !extended)) {
      throw new IllegalArgumentException(
          "only one block can be extended; start from days(...) instead of runtime(...)");
    }
    List<Integer> longer = new ArrayList<>(ways.get(0));
    longer.add(BlockRules.extensionChecked(paidDays(longer), days));
    return new BlockCost(order, List.of(longer), true);
  }

  private static int paidDays(List<Integer> way) {
    return way.stream().mapToInt(Integer::intValue).sum();
  }

  /** Exact cost of one way at one price. */
  public Dollars cost(List<Integer> way, Price price) {
    long hours = 24L * paidDays(way);
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
                way.stream()
                    .map(days -> days + " d")
                    .collect(Collectors.joining(extended ? ", extended by " : " + ")),
                paidDays(way),
                cost(way, price).toString());
      }
    }
    return notes(sheet);
  }

  private Sheet notes(Sheet sheet) {
    Sheet noted = sheet;
    if (order.start().isPresent()) {
      for (List<Integer> way : ways) {
        noted =
            noted.note(
                "From %s: %d days end on %s at %s."
                    .formatted(
                        order.start().get(),
                        paidDays(way),
                        order.start().get().plusDays(paidDays(way)),
                        fact("capacity-block/end-time").value()));
      }
    }
    noted =
        noted.note(
            "Blocks are paid in advance, cannot be cancelled and end at 11:30 UTC; they do not"
                + " include storage, transfer or tax.");
    if (order.prices().stream().anyMatch(p -> p.certainty() == Certainty.ESTIMATED)) {
      noted =
          noted.note(
              "AWS has published no price for %s: these are assumptions, from %s to %s. Enter yours"
                      .formatted(order.machine().name(), least(), most())
                  + " with at(dollars(\"...\")).");
    }
    if (extended) {
      noted =
          noted.note(
              "An extension is bought from 56 days to 1 hour before the end, at the price of that"
                  + " day, and is not guaranteed; the reservation stays and instances run on.");
    } else if (ways.stream().anyMatch(way -> way.size() > 1)) {
      noted =
          noted.note(
              "Blocks in a row are separate purchases: the second may not be offered, and the run"
                  + " restarts from a checkpoint between them. Where the first can be extended"
                  + " instead (days(...).extended(...)), instances run on.");
    }
    if (order.prices().size() > 1 && order.prices().get(0).certainty() == Certainty.PUBLISHED) {
      noted =
          noted.note("The price depends on the region: the rows are the cheapest and the dearest.");
    }
    List<String> regions = Prices.regions(order.machine());
    if (order.region().isPresent()) {
      noted = noted.note("Region: %s.".formatted(order.region().get()));
    } else {
      noted =
          noted.note(
              regions.isEmpty()
                  ? "AWS lists no region for %s.".formatted(order.machine().name())
                  : "Sold in %s (%s)."
                      .formatted(
                          String.join(", ", regions),
                          Regions.fact(order.machine()).orElseThrow().date()));
    }
    long instances =
        (long) order.machines() * (order.machine() instanceof UltraServer us ? us.servers() : 1);
    if (!(order.machine() instanceof UltraServer) && instances > BlockRules.mostInstances()) {
      noted =
          noted.note(
              "One block holds at most %d instances, so this takes %d blocks at a time."
                  .formatted(
                      BlockRules.mostInstances(),
                      (instances + BlockRules.mostInstances() - 1) / BlockRules.mostInstances()));
      if (instances > BlockRules.mostInAll()) {
        noted =
            noted.note(
                "AWS sells at most %d instances of all blocks together; %d need an agreement of your own."
                    .formatted(BlockRules.mostInAll(), instances));
      }
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
