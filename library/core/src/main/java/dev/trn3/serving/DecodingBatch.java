package dev.trn3.serving;

/**
 * The sequences of a replica that produce tokens. All grow by one token in each iteration, so that
 * a length is kept as its distance from the count of iterations, and an end as the count at which
 * it comes.
 */
final class DecodingBatch {

  private final Slots slots;
  private final int block;
  private final SlotHeap byEnd;

  /** How many sequences' lengths leave each remainder when divided into blocks. */
  private final int[] residues;

  /** Sequences that have not been in an iteration here, and when the last iteration ended. */
  private final IntRing fresh = new IntRing();

  private double lastEnd;

  /** Iterations since the start, and the sum of the bases of all sequences. */
  private long counter;

  private long bases;

  DecodingBatch(Slots slots, int blockTokens) {
    this.slots = slots;
    block = blockTokens;
    byEnd = new SlotHeap(slots.keys);
    residues = new int[blockTokens];
  }

  boolean isEmpty() {
    return byEnd.isEmpty();
  }

  int size() {
    return byEnd.size();
  }

  /** Tokens that the next iteration attends to. */
  long context() {
    return bases + byEnd.size() * counter;
  }

  long length(int slot) {
    return slots.base[slot] + counter;
  }

  /** Iterations until the next answer ends. */
  long untilNextEnd() {
    return byEnd.firstKey() - counter;
  }

  /** Blocks that so many further iterations begin. */
  long newBlocks(long some) {
    long sum = some / block * byEnd.size();
    int rest = (int) (some % block);
    for (int i = 0; i < rest; i++) {
      sum += residues[Math.floorMod(1 - counter - i, block)];
    }
    return sum;
  }

  /** Further iterations that begin no more blocks than these: at most so many, at least one. */
  long iterationsWithin(long blocks, long most) {
    if (newBlocks(most) <= blocks) {
      return most;
    }
    long some = Math.min(most, Math.max(1, blocks / Math.max(1, size())));
    while (newBlocks(some + 1) <= blocks) {
      some++;
    }
    return some;
  }

  /** A sequence joins whose prompt has been read. */
  void add(int slot) {
    long base = slots.target[slot] + 1L - counter;
    slots.base[slot] = base;
    bases += base;
    residues[Math.floorMod(base, block)]++;
    fresh.add(slot);
    byEnd.add(slot, counter + slots.request[slot].outputTokens() - slots.produced[slot]);
  }

  /** A sequence is taken out before its end; notes what it has produced. */
  void remove(int slot) {
    slots.produced[slot] =
        slots.request[slot].outputTokens() - (int) (slots.keys.key[slot] - counter);
    byEnd.remove(slot);
    fresh.remove(slot);
    leave(slot);
  }

  void removeAll() {
    while (!byEnd.isEmpty()) {
      remove(byEnd.first());
    }
  }

  /** Whether an answer has ended. */
  boolean hasEnded() {
    return !byEnd.isEmpty() && byEnd.firstKey() <= counter;
  }

  int removeEnded() {
    int slot = byEnd.removeFirst();
    leave(slot);
    return slot;
  }

  private void leave(int slot) {
    bases -= slots.base[slot];
    residues[Math.floorMod(slots.base[slot], block)]--;
  }

  /**
   * A stretch has ended that all sequences were in. Notes how long each waited for its tokens; most
   * waited for the last iteration only.
   */
  void played(Stretch stretch, double now, Meters meters) {
    counter += stretch.iterations();
    int size = byEnd.size();
    double firstEnd = stretch.first() + stretch.begin();
    int others = size - fresh.size();
    if (others > 0) {
      meters.gaps(firstEnd - lastEnd, others, now);
    }
    for (int i = 0; i < fresh.size(); i++) {
      meters.gaps(firstEnd - slots.lastToken[fresh.at(i)], 1, now);
    }
    fresh.clear();
    int more = stretch.iterations() - 1;
    if (more > 0) {
      double rest = (stretch.seconds() - stretch.first()) / more;
      meters.gaps(rest, (long) size * more, now);
    }
    lastEnd = now;
  }
}
