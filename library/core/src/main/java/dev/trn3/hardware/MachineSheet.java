package dev.trn3.hardware;

import static dev.trn3.view.Sheet.column;

import dev.trn3.provenance.Certainty;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Quantity;
import dev.trn3.view.Sheet;

/** A machine as a table and as a line. */
final class MachineSheet {

  private MachineSheet() {}

  static Sheet of(Machine machine) {
    Chip chip = machine.chip();
    Sheet sheet =
        Sheet.of(
                machine.name(),
                column("part"),
                column("quantity"),
                column("value"),
                column("certainty"))
            .row(
                "chips",
                chip.name(),
                Words.count(machine.chips()),
                ChipCount.certainty(machine).toString());
    for (DataType type : chip.dense().keySet()) {
      sheet = row(sheet, "dense peak", type.name(), machine.peak(type), chip.peak(type));
    }
    sheet = row(sheet, "memory", "capacity", machine.memory(), chip.memory());
    sheet = row(sheet, "memory", "bandwidth", machine.memoryBandwidth(), chip.memoryBandwidth());
    if (machine.topology() instanceof SwitchTiers switches) {
      for (SwitchTiers.Tier tier : switches.tiers()) {
        String what = "%s of %d chips, each way per chip".formatted(tier.name(), tier.reach());
        sheet = row(sheet, switches.name(), what, tier.eachWay().value(), tier.eachWay());
      }
    }
    if (machine.topology() instanceof Torus torus) {
      for (Torus.Ring ring : torus.rings()) {
        String what = "link of a ring of %d, each way".formatted(ring.length());
        sheet = row(sheet, torus.name(), what, ring.linkEachWay().value(), ring.linkEachWay());
      }
    }
    if (machine.scaleOut().isPresent()) {
      ScaleOut out = machine.scaleOut().get();
      sheet = row(sheet, out.name(), "each way per chip", out.perChip().value(), out.perChip());
    }
    if (machine.chipPower().isPresent()) {
      sheet =
          row(
              sheet,
              "power",
              "chips alone, without hosts, switches and cooling",
              machine.chipPower().get(),
              chip.power().get());
    }
    return sheet;
  }

  private static Sheet row(
      Sheet sheet, String part, String quantity, Quantity total, Sourced<?> basis) {
    Certainty certainty = basis.certainty();
    return sheet.row(part, quantity, total.toString(), certainty.toString());
  }

  static String sentences(Machine machine) {
    String parts = "";
    if (machine instanceof UltraServer ultra) {
      parts = " in %d servers of %d".formatted(ultra.servers(), ultra.server().chips());
    } else if (machine instanceof UltraCluster cluster) {
      parts =
          " in %s machines of %d, on a network that is %s"
              .formatted(Words.count(cluster.units()), cluster.unit().chips(), cluster.spine());
    }
    DataType fastest = machine.chip().fastest();
    return "%s is %s %s chips%s.\n%s.\nIt has %s in %s, %s of memory and %s of memory bandwidth in all."
        .formatted(
            machine.name(),
            Words.count(machine.chips()),
            machine.chip().name(),
            parts,
            machine.topology().describe(),
            machine.peak(fastest),
            fastest,
            machine.memory(),
            machine.memoryBandwidth());
  }

  static String line(Machine machine) {
    DataType fastest = machine.chip().fastest();
    return "%s: %s %s chips, %s %s, %s of memory at %s"
        .formatted(
            machine.name(),
            Words.count(machine.chips()),
            machine.chip().name(),
            machine.peak(fastest),
            fastest,
            machine.memory(),
            machine.memoryBandwidth());
  }
}
