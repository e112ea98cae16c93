package dev.trn3.network;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.ScaleOut;
import dev.trn3.hardware.Spine;
import dev.trn3.hardware.SwitchTiers;
import dev.trn3.hardware.Topology;
import dev.trn3.hardware.Torus;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Ratio;
import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything between the chips of a machine: its scale-up levels and, in a cluster, the network.
 *
 * @param machine whose chips communicate; chips are numbered sled by sled, rack by rack
 * @param start time to start any collective
 * @param efficiency share of a link's rate that payload reaches
 */
public record Fabric(Machine machine, Sourced<Seconds> start, Sourced<Ratio> efficiency) {

  /** The fabric of a machine, with the software costs of its maker. */
  public static Fabric of(Machine machine) {
    String library = machine.chip().cores().isPresent() ? "neuron-collectives" : "nccl";
    return new Fabric(
        machine, fact(library + "/start").seconds(), fact(library + "/link-efficiency").ratio());
  }

  /** The same fabric with another share of the link rate for payload. */
  public Fabric withEfficiency(Sourced<Ratio> other) {
    if (other.si() <= 0 || other.si() > 1) {
      throw new IllegalArgumentException(
          "the share of the link rate is above 0 and at most 1, not " + other.value());
    }
    return new Fabric(machine, start, other);
  }

  /** The same fabric with another time to start a collective. */
  public Fabric withStart(Sourced<Seconds> other) {
    return new Fabric(machine, other, efficiency);
  }

  /**
   * A group of neighbours: chips 0, 1, 2...
   *
   * @throws IllegalArgumentException if the machine has fewer chips
   */
  public Communicator communicator(int ranks) {
    return communicator(ranks, 1);
  }

  /**
   * A group of every {@code stride}-th chip.
   *
   * @param ranks members of the group, at least 1
   * @param stride chips from one member to the next: 1 for neighbours
   * @throws IllegalArgumentException if the machine has fewer chips
   */
  public Communicator communicator(int ranks, int stride) {
    if (ranks < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "a group has at least 1 rank and a stride of at least 1, not %d and %d"
              .formatted(ranks, stride));
    }
    if ((long) (ranks - 1) * stride >= machine.chips()) {
      throw new IllegalArgumentException(
          "%d ranks with stride %d need %d chips; %s has %d%s"
              .formatted(
                  ranks,
                  stride,
                  (long) (ranks - 1) * stride + 1,
                  machine.name(),
                  machine.chips(),
                  machine instanceof UltraCluster || machine.scaleOut().isEmpty()
                      ? ""
                      : ". UltraCluster.of(...).servers(n) has n times as many"));
    }
    List<Level> levels = new ArrayList<>();
    int members = inside(machine.topology(), ranks, stride, levels);
    int inside = levels.size();
    boolean torus = machine.topology() instanceof Torus;
    if (members < ranks) {
      outside(ranks, members, stride, levels);
    }
    return new Communicator(
        ranks, levels, inside, torus ? inside : 0, start.si(), selection(), Optional.empty(), null);
  }

  private Selection selection() {
    return new Selection(
        fact("neuron-collectives/mesh-below").bytes().si(),
        fact("neuron-collectives/kangaring-above").bytes().si(),
        machine.chip().cores().isPresent());
  }

  /** Adds the levels inside a machine and returns how many members they join. */
  private int inside(Topology topology, int ranks, int stride, List<Level> levels) {
    if (topology instanceof SwitchTiers tiers) {
      return switches(tiers, ranks, stride, levels);
    }
    if (topology instanceof Torus torus) {
      return rings(torus, ranks, stride, levels);
    }
    throw new AssertionError(topology);
  }

  private int switches(SwitchTiers tiers, int ranks, int stride, List<Level> levels) {
    int members = 1;
    for (SwitchTiers.Tier tier : tiers.tiers()) {
      int reached = Math.min(ranks, Math.max(1, tier.reach() / stride));
      if (reached > members) {
        levels.add(
            new Level(
                tier.name(),
                (reached + members - 1) / members,
                tier.eachWay().si() * efficiency.si(),
                tier.latency().si(),
                Level.Shape.SWITCH));
        members = reached;
      }
    }
    return members;
  }

  private int rings(Torus torus, int ranks, int stride, List<Level> levels) {
    int members = 1;
    int inner = 1;
    for (int i = 0; i < torus.rings().size(); i++) {
      Torus.Ring ring = torus.rings().get(i);
      int reached = Math.min(ranks, Math.max(1, inner * ring.length() / stride));
      if (reached > members) {
        int fan = (reached + members - 1) / members;
        int apart = Math.max(1, stride / inner);
        boolean closed = fan * apart >= ring.length();
        levels.add(
            new Level(
                "ring " + (i + 1) + " of the torus",
                fan,
                ring.linkEachWay().si() * efficiency.si() * (closed ? 2 : 1) / apart,
                torus.latency().si() * apart,
                closed ? Level.Shape.RING : Level.Shape.LINE));
        members = reached;
      }
      inner *= ring.length();
    }
    return members;
  }

  /** Adds the network: one level where it blocks nothing, else one below leaves and one above. */
  private void outside(int ranks, int members, int stride, List<Level> levels) {
    Machine unit = machine instanceof UltraCluster cluster ? cluster.unit() : machine;
    ScaleOut out =
        unit.scaleOut()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%d ranks do not fit into %s, and it has no network between machines"
                            .formatted(ranks, machine.name())));
    double card = out.perChip().si() * efficiency.si();
    double step = out.latency().si();
    Spine spine = machine instanceof UltraCluster cluster ? cluster.spine() : null;
    if (spine == null || !spine.blocks()) {
      levels.add(new Level(out.name(), ceiling(ranks, members), card, step, Level.Shape.SWITCH));
      return;
    }
    int below = members;
    if (spine.placement() == Spine.Placement.CLUSTER) {
      below = Math.min(ranks, Math.max(members, spine.leaf() * unit.chips() / stride));
      if (below > members) {
        levels.add(
            new Level(
                out.name() + " below a leaf",
                ceiling(below, members),
                card,
                step,
                Level.Shape.SWITCH,
                true));
      }
    }
    if (below < ranks) {
      levels.add(
          new Level(
              out.name() + " between leaves",
              ceiling(ranks, below),
              card / spine.oversubscription(),
              step,
              Level.Shape.SWITCH));
    }
  }

  private static int ceiling(int amount, int size) {
    return (amount + size - 1) / size;
  }

  /** True where some of the chips reach each other only through the network. */
  public boolean scalesOut() {
    return machine instanceof UltraCluster cluster && cluster.units() > 1;
  }
}
