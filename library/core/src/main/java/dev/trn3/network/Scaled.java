package dev.trn3.network;

import dev.trn3.hardware.SwitchTiers;
import dev.trn3.hardware.Topology;

/** Switch tiers with a multiple of the bandwidth. */
final class Scaled {

  private Scaled() {}

  /**
   * @param how why, in a few words
   */
  static Topology of(Topology whole, double factor, String how) {
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
                        tier.eachWay().derived(how, all -> all.times(factor)),
                        tier.hops(),
                        tier.latency()))
            .toList());
  }
}
