package dev.trn3.procurement;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.hardware.UltraServers;
import dev.trn3.provenance.Certainty;
import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import dev.trn3.units.Dollars;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prices that are public, and assumptions where none is. */
public final class Prices implements Tabular {

  /** Every dated price in the facts table. */
  public List<Fact> list() {
    return Facts.table().list().stream().filter(fact -> fact.id().startsWith("price/")).toList();
  }

  /**
   * The latest published Capacity Block price of a machine; the higher end where it depends on the
   * region. Empty where AWS has published none.
   */
  public static Optional<Price> published(Machine machine) {
    return price(machine, "block-2026-07");
  }

  private static Optional<Price> price(Machine machine, String which) {
    String id = "price/" + id(machine) + "/" + which;
    return Facts.known(id)
        .map(
            fact ->
                new Price(
                    fact.quantity(), fact.dollars(), fact.certainty(), fact.source(), fact.date()));
  }

  /**
   * The published price, from the cheapest to the dearest region where these differ; the
   * assumptions where none is published.
   */
  public static List<Price> of(Machine machine) {
    Machine unit = machine instanceof UltraCluster cluster ? cluster.unit() : machine;
    List<Price> published = new ArrayList<>();
    price(unit, "block-2026-07-low").ifPresent(published::add);
    published(unit).ifPresent(published::add);
    return published.isEmpty() ? assumptions(unit) : List.copyOf(published);
  }

  /**
   * Codes of the regions that sell a machine as a Capacity Block, as the price page said on
   * 2026-01-31; empty where none is published.
   */
  public static List<String> regions(Machine machine) {
    return Regions.of(machine instanceof UltraCluster cluster ? cluster.unit() : machine);
  }

  /**
   * Three assumptions about the price of a machine that has none: as much for a chip as Trainium2;
   * as much for memory bandwidth as Trainium2; as much for its fastest peak as GB200 NVL72.
   */
  public static List<Price> assumptions(Machine machine) {
    Chip chip = machine.chip();
    Chip old = Servers.TRN2_48XLARGE.chip();
    Dollars oldChip = perChip(Servers.TRN2_48XLARGE);
    Chip gpu = UltraServers.GB200_NVL72.chip();
    Dollars gpuChip = perChip(UltraServers.GB200_NVL72);
    return List.of(
        assume("a chip costs as much as on trn2.48xlarge", oldChip, 1, machine),
        assume(
            "memory bandwidth costs as much as on trn2.48xlarge",
            oldChip,
            chip.memoryBandwidth().si() / old.memoryBandwidth().si(),
            machine),
        assume(
            "8-bit peak costs as much as on GB200 NVL72",
            gpuChip,
            chip.peak(chip.fastest()).si() / gpu.peak(dev.trn3.hardware.DataType.FP8).si(),
            machine));
  }

  private static Price assume(String basis, Dollars chip, double ratio, Machine machine) {
    BigDecimal factor =
        BigDecimal.valueOf(machine.chips())
            .multiply(new BigDecimal(ratio).round(new MathContext(6)));
    return new Price(
        "if " + basis,
        chip.times(factor).cents(),
        Certainty.ESTIMATED,
        "assumption; no price of " + machine.name() + " is public",
        "");
  }

  /** The published price of one chip for an hour. */
  static Dollars perChip(Machine machine) {
    return published(machine)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no price of %s is public; give one with at(dollars(\"...\"))"
                        .formatted(machine.name())))
        .perHour()
        .dividedBy(BigDecimal.valueOf(machine.chips()));
  }

  /** What stands for a machine in the ids of its facts. */
  static String id(Machine machine) {
    return instance(machine).toLowerCase(Locale.ROOT).replace('.', '-');
  }

  /** What EC2 calls a machine in its price list. */
  private static String instance(Machine machine) {
    return machine.name().equals("GB200 NVL72")
        ? "u-p6e-gb200x72"
        : machine.name().equals("trn2u.48xlarge") ? "no price" : machine.name();
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Prices",
            column("instance"),
            column("price"),
            column("per hour", "USD"),
            column("date"),
            column("certainty"),
            column("note"));
    for (Fact fact : list()) {
      sheet =
          sheet.row(
              fact.subject(),
              fact.quantity(),
              fact.value(),
              fact.date(),
              fact.certainty().toString(),
              fact.note());
    }
    return sheet.note("No price of Trn3 and none of the Trn2 UltraServer is public.");
  }

  @Override
  public String toString() {
    return list().size() + " dated prices";
  }
}
