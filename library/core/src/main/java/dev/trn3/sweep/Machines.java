package dev.trn3.sweep;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.hardware.UltraServer;

/** The axes {@code servers} and {@code chips}: how much there is of a machine. */
final class Machines {

  private Machines() {}

  /**
   * A machine with as many servers or chips as the point says.
   *
   * @throws IllegalArgumentException if there is no such machine
   */
  static Machine of(Machine base, Point point) {
    if (point.has("servers")) {
      Machine unit = base instanceof UltraCluster cluster ? cluster.unit() : base;
      int servers = point.integer("servers");
      return servers == 1 ? unit : UltraCluster.of(unit).servers(servers);
    }
    return point.has("chips") ? withChips(base, point.integer("chips")) : base;
  }

  private static Machine withChips(Machine base, int chips) {
    Machine unit = base instanceof UltraCluster cluster ? cluster.unit() : base;
    if (base instanceof UltraServer part && chips > part.chips()) {
      unit = part.whole().orElse(part); // More of the same, not two parts beside each other.
    }
    if (chips < unit.chips() && unit instanceof UltraServer server) {
      return server.chips(chips);
    }
    if (chips <= 0 || chips % unit.chips() != 0) {
      throw new IllegalArgumentException(
          "%d chips are not a whole number of %s, which has %d"
              .formatted(chips, unit.name(), unit.chips()));
    }
    return chips == unit.chips() ? unit : UltraCluster.of(unit).servers(chips / unit.chips());
  }
}
