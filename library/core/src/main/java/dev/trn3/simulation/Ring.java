package dev.trn3.simulation;

/** The devices that share each sequence, and the keys and values that one of them has computed. */
final class Ring {

  private final Fabric fabric;
  private int members;
  private int stride;
  private double block;

  Ring(Fabric fabric) {
    this.fabric = fabric;
  }

  /**
   * This ring, for another cut: one object serves a whole search.
   *
   * @param devices how many share a sequence
   * @param apart device numbers from one to the next
   * @param bytes of keys and values that each has computed
   */
  Ring of(int devices, int apart, double bytes) {
    members = devices;
    stride = apart;
    block = bytes;
    return this;
  }

  /** Seconds to give everyone the blocks of all, with nothing else going on. */
  double gathered() {
    return fabric.allGather(block * members, members, stride);
  }

  /**
   * Seconds that show where blocks are passed on while attention works on the block before. The
   * first block is there; each step takes as long as the slowest link of the ring.
   *
   * @param attention seconds of attention to all blocks together
   * @param parts as many times the bytes of a block are passed on: 1 forward, 2 backward, where
   *     gradients of keys and values travel along and go home in the end
   * @param merging seconds to add the result of a block to that of the ones before
   */
  double behind(double attention, int parts, double merging) {
    double shown = Math.max(0, step(parts) - attention / members);
    double home = parts > 1 ? fabric.send(block, stride) : 0;
    return (members - 1) * (shown + merging) + home;
  }

  /** Seconds for which links pass blocks on behind the attention, which do not show. */
  double hidden(double attention, int parts) {
    return (members - 1) * Math.min(step(parts), attention / members);
  }

  /** Seconds to add up the results of all blocks, where each takes so long. */
  double merging(double each) {
    return (members - 1) * each;
  }

  /** Seconds until every device has the next block. */
  private double step(int parts) {
    double closing = fabric.send(parts * block, stride * (members - 1));
    return Math.max(fabric.send(parts * block, stride), closing);
  }
}
