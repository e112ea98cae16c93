package dev.trn3.network;

import dev.trn3.hardware.Machine;
import java.util.Optional;

/**
 * A collective among chips, not yet on a machine.
 *
 * @param collective what is done
 * @param ranks between how many chips
 * @param stride chips from one rank to the next
 * @param algorithm how; empty for what the maker's library takes by itself
 */
public record Placed(Collective collective, int ranks, int stride, Optional<Algorithm> algorithm) {

  /** Checks that there is something to do. */
  public Placed {
    if (ranks < 2) {
      throw new IllegalArgumentException(
          "%s among %d has nothing to do; give it at least 2 ranks"
              .formatted(collective.name(), ranks));
    }
    if (stride < 1) {
      throw new IllegalArgumentException(
          "ranks %d chips apart; neighbours are 1 apart, one rank of each server as many as it has"
              .formatted(stride));
    }
  }

  /** Ranks that many chips apart: 1 for neighbours, which is the default. */
  public Placed stride(int chips) {
    return new Placed(collective, ranks, chips, algorithm);
  }

  /** One algorithm on every level instead of what the library takes by itself. */
  public Placed using(Algorithm one) {
    return new Placed(collective, ranks, stride, Optional.of(one));
  }

  /**
   * The cost on a machine.
   *
   * @throws IllegalArgumentException if the machine has too few chips
   */
  public CollectiveCost on(Machine machine) {
    return on(Fabric.of(machine));
  }

  /** The cost on a fabric with software costs of your own. */
  public CollectiveCost on(Fabric fabric) {
    Communicator group = fabric.communicator(ranks, stride);
    return CollectiveCost.of(this, fabric, algorithm.map(group::using).orElse(group));
  }
}
