package dev.trn3.network;

import dev.trn3.hardware.SwitchTiers;
import dev.trn3.hardware.Topology;

/** Switch tiers with half the bandwidth. */
final class Halved {

  private Halved() {}

  static Topology of(Topology whole) {
    if (!(whole instanceof SwitchTiers tiers)) {
      throw new IllegalArgumentException(whole.name() + " has no switch tiers");
    }
    return new SwitchTiers(
        tiers.name(),
        tiers.tiers().stream()
            .map(
                tier ->
                    new SwitchTiers.Tier(
                        tier.name(),
                        tier.reach(),
                        tier.eachWay().derived("half, if both directions", all -> all.times(0.5)),
                        tier.hops(),
                        tier.latency()))
            .toList());
  }
}
