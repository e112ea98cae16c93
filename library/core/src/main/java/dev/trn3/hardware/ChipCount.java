package dev.trn3.hardware;

import dev.trn3.provenance.Certainty;
import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import java.util.Locale;
import java.util.Optional;

/** Who says how many chips a machine has. */
final class ChipCount {

  private ChipCount() {}

  /** The fact; empty for machines that are not in the catalogue as a whole. */
  static Optional<Fact> fact(Machine machine) {
    String id = id(machine.name()) + "/" + id(machine.chip().name()) + "-chips";
    return Facts.table().list().stream().filter(fact -> fact.id().equals(id)).findFirst();
  }

  /** Derived for parts and clusters, whose number follows from what was asked for. */
  static Certainty certainty(Machine machine) {
    return fact(machine).map(Fact::certainty).orElse(Certainty.DERIVED);
  }

  private static String id(String name) {
    return name.toLowerCase(Locale.ROOT).replace('.', '-').replace(' ', '-');
  }
}
