package dev.trn3.network;

import static dev.trn3.provenance.Facts.fact;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Ratio;
import dev.trn3.units.Seconds;
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
   * @throws IllegalArgumentException if the machine has fewer chips, or if the group does not fill
   *     the rings of a torus evenly
   */
  public Communicator communicator(int ranks, int stride) {
    return communicator(ranks, stride, 0);
  }

  /** The same with rank 0 on another chip than the first. */
  Communicator communicator(int ranks, int stride, int first) {
    if (ranks < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "a group has at least 1 rank and a stride of at least 1, not %d and %d"
              .formatted(ranks, stride));
    }
    long needed = first + (long) (ranks - 1) * stride + 1;
    if (needed > machine.chips()) {
      throw new IllegalArgumentException(
          "%d ranks with stride %d need %d chips; %s has %d%s"
              .formatted(
                  ranks,
                  stride,
                  needed,
                  machine.name(),
                  machine.chips(),
                  machine instanceof UltraCluster || machine.scaleOut().isEmpty()
                      ? ""
                      : ". UltraCluster.of(...).servers(n) has n times as many"));
    }
    Levels levels = new Levels(this, ranks, stride, first);
    return new Communicator(
        levels.members(),
        levels.list(),
        levels.inside(),
        levels.torus(),
        start.si(),
        selection(),
        Optional.empty(),
        null);
  }

  private Selection selection() {
    return new Selection(
        fact("neuron-collectives/mesh-below").bytes().si(),
        fact("neuron-collectives/kangaring-above").bytes().si(),
        machine.chip().cores().isPresent());
  }

  /** True where some of the chips reach each other only through the network. */
  public boolean scalesOut() {
    return machine instanceof UltraCluster cluster && cluster.units() > 1;
  }
}
