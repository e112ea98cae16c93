package dev.trn3.procurement;

import dev.trn3.hardware.Machine;
import dev.trn3.provenance.Catalogue;
import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where Capacity Blocks of a machine are sold, as the price page said on its date. */
final class Regions {

  private Regions() {}

  static Optional<Fact> fact(Machine machine) {
    String id = "region/" + Prices.id(machine);
    return Facts.table().list().stream().filter(fact -> fact.id().equals(id)).findFirst();
  }

  static List<String> of(Machine machine) {
    return fact(machine).map(fact -> List.of(fact.value().split(", "))).orElse(List.of());
  }

  /** Refuses regions where the machine is not sold; takes any where none is published. */
  static String checked(Machine machine, String region) {
    List<String> known = of(machine);
    if (known.isEmpty()) {
      if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d[a-z0-9-]*")) {
        throw new IllegalArgumentException(
            "\"%s\" is no code of a region; write one such as us-east-2".formatted(region));
      }
      return region;
    }
    String kind = "region that sells " + machine.name() + " as a Capacity Block";
    return Catalogue.of(kind, known, Function.identity()).named(region);
  }
}
