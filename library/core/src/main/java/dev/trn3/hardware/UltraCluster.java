package dev.trn3.hardware;

import dev.trn3.provenance.Facts;
import dev.trn3.view.Sheet;
import java.util.Optional;

/**
 * Many equal servers or UltraServers on one scale-out network: an EC2 UltraCluster.
 *
 * @param unit what it is made of
 * @param units how many
 * @param spine how they share the network above them
 */
public record UltraCluster(Machine unit, int units, Spine spine) implements Machine {

  /** Checks that the parts can be joined. */
  public UltraCluster {
    if (unit instanceof UltraCluster) {
      throw new IllegalArgumentException(
          "a cluster is made of servers or UltraServers, not of clusters");
    }
    if (units < 1) {
      throw new IllegalArgumentException("a cluster has at least 1 server, not " + units);
    }
    if (units > 1 && unit.scaleOut().isEmpty()) {
      throw new IllegalArgumentException(
          unit.name() + " has no network for a cluster; use 1 of it");
    }
    if ((long) units * unit.chips() > 10_000_000) {
      throw new IllegalArgumentException(
          "%d x %d chips are more than 10,000,000; UltraClusters 3.0 are announced for up to"
                  .formatted(units, unit.chips())
              + " 1,000,000");
    }
  }

  /** A cluster whose network blocks nothing. */
  public UltraCluster(Machine unit, int units) {
    this(unit, units, Spine.NON_BLOCKING);
  }

  /** A cluster of one, to be followed by {@link #servers}. */
  public static UltraCluster of(Machine unit) {
    return new UltraCluster(unit, 1);
  }

  /** The cluster with this many servers or UltraServers. */
  public UltraCluster servers(int count) {
    return new UltraCluster(unit, count, spine);
  }

  /**
   * The cluster on an oversubscribed network. AWS states that Capacity Blocks are not
   * oversubscribed, which is the default; other placements may be.
   *
   * @param ratio bandwidth below a leaf switch over bandwidth above it, at least 1
   * @param leaf servers or UltraServers below one leaf
   */
  public UltraCluster oversubscribed(double ratio, int leaf) {
    return new UltraCluster(unit, units, new Spine(leaf, ratio, spine.placement()));
  }

  /** The cluster with neighbours below different leaves instead of the same. */
  public UltraCluster spread() {
    return new UltraCluster(
        unit, units, new Spine(spine.leaf(), spine.oversubscription(), Spine.Placement.SPREAD));
  }

  /**
   * The cluster with as many servers as hold at least this many chips.
   *
   * @throws IllegalArgumentException if that is less than 1
   */
  public UltraCluster atLeast(int chips) {
    if (chips < 1) {
      throw new IllegalArgumentException("a cluster has at least 1 chip, not " + chips);
    }
    return servers((int) (((long) chips + unit.chips() - 1) / unit.chips()));
  }

  @Override
  public String name() {
    return Words.count(units) + " x " + unit.name();
  }

  @Override
  public Chip chip() {
    return unit.chip();
  }

  @Override
  public int chips() {
    return units * unit.chips();
  }

  @Override
  public Topology topology() {
    return unit.topology();
  }

  /**
   * The network between the machines; where it is oversubscribed and they take several leaves, what
   * everyone has when everyone crosses. Below a leaf it is that of {@link #unit}.
   */
  @Override
  public Optional<ScaleOut> scaleOut() {
    if (!spine.blocks() || spine.leaves(units) == 1) {
      return unit.scaleOut();
    }
    return unit.scaleOut()
        .map(
            out ->
                new ScaleOut(
                    out.name() + " between leaves",
                    out.perChip()
                        .derived(
                            "network card / oversubscription of "
                                + Words.number(spine.oversubscription()),
                            all -> all.times(1 / spine.oversubscription())),
                    out.latency()));
  }

  @Override
  public Facts facts() {
    return unit.facts();
  }

  @Override
  public Sheet sheet() {
    return MachineSheet.of(this);
  }

  @Override
  public String toString() {
    return MachineSheet.line(this);
  }
}
