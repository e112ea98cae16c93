package dev.trn3.simulation;

/**
 * The devices that share each sequence, and the keys and values of one of them.
 *
 * @param members devices
 * @param stride device numbers from one to the next
 * @param block bytes of keys and values that each has computed
 */
record Ring(Fabric fabric, int members, int stride, double block) {

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
    double closing = fabric.send(parts * block, stride * (members - 1));
    double step = Math.max(fabric.send(parts * block, stride), closing);
    double shown = Math.max(0, step - attention / members);
    double home = parts > 1 ? fabric.send(block, stride) : 0;
    return (members - 1) * (shown + merging) + home;
  }
}
