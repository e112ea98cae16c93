package dev.trn3.inference;

import dev.trn3.simulation.Fabric;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.TieredFabric;

/**
 * The sum of a layer's outputs over the ranks that share its matrices, by the quicker of two
 * algorithms: small sums are sent whole, back and forth by doubling; large ones go around rings in
 * parts, which takes longer to start.
 */
final class Reduction {

  private final double smallStart;
  private final double smallByte;
  private final double largeStart;
  private final double largeByte;

  Reduction(MachineModel machine, Fabric fabric, int ranks, ServingStack stack) {
    double start = 0;
    double wholes = 0;
    int members = 1;
    for (TieredFabric.Tier tier : machine.fabric().tiers()) {
      int reached = Math.min(ranks, tier.devices());
      if (reached > members) {
        double fan = Math.ceil((double) reached / members);
        double steps = Math.ceil(Math.log(fan) / Math.log(2) - 1e-9);
        start += 2 * steps * tier.latency();
        wholes += steps / (tier.bandwidth() * stack.scaleUp());
        members = reached;
      }
    }
    double ring = fabric.allReduce(0, ranks, 1);
    smallStart = start;
    smallByte = wholes;
    largeStart = ranks > 1 ? start + stack.start() : 0;
    largeByte = (fabric.allReduce(1e9, ranks, 1) - ring) / 1e9;
  }

  double seconds(double bytes) {
    return Math.min(smallStart + smallByte * bytes, largeStart + largeByte * bytes);
  }
}
