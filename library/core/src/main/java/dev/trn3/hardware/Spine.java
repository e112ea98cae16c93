package dev.trn3.hardware;

/**
 * How the machines of a cluster share the network above them: leaf switches below, a spine above.
 *
 * @param leaf machines below one group of leaf switches, at least 1
 * @param oversubscription bandwidth below a leaf over bandwidth above it; 1 where nothing blocks,
 *     as AWS states for Capacity Blocks
 * @param placement which machines sit below the same leaf
 */
public record Spine(int leaf, double oversubscription, Placement placement) {

  /** Where neighbouring machines of a cluster are. */
  public enum Placement {
    /** Neighbours sit below the same leaf until it is full, as in a cluster placement group. */
    CLUSTER,
    /** Neighbours sit below different leaves, as in a spread placement group. */
    SPREAD
  }

  /** A network that blocks nothing, wherever machines are. */
  public static final Spine NON_BLOCKING = new Spine(1, 1, Placement.CLUSTER);

  /** Checks the ratio and the size of a leaf. */
  public Spine {
    if (!(oversubscription >= 1) || Double.isInfinite(oversubscription)) {
      throw new IllegalArgumentException(
          "an oversubscription is at least 1, which blocks nothing, not " + oversubscription);
    }
    if (leaf < 1) {
      throw new IllegalArgumentException("a leaf has at least 1 machine, not " + leaf);
    }
  }

  /** True where traffic between leaves gets less bandwidth than traffic below one. */
  public boolean blocks() {
    return oversubscription > 1;
  }

  /** The leaf of a machine in a cluster of this many. */
  public int leafOf(int machine, int machines) {
    return placement == Placement.CLUSTER ? machine / leaf : machine % leaves(machines);
  }

  /** Leaves that this many machines take. */
  public int leaves(int machines) {
    return (machines + leaf - 1) / leaf;
  }

  @Override
  public String toString() {
    return blocks()
        ? "%s:1 oversubscribed above leaves of %d, placement %s"
            .formatted(Words.number(oversubscription), leaf, placement)
        : "non-blocking";
  }
}
