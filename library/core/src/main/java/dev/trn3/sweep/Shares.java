package dev.trn3.sweep;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Numbers from 0 on, of which each processor has a share. It takes one piece of it after the other;
 * who has none left steals half of what the one has that has most. Nobody waits for anybody, and
 * nothing is allocated.
 */
final class Shares {

  /** What there is to take where nothing is left. */
  static final long NOTHING = 0;

  /** Pieces that each processor would take if nobody stole: few enough to cost nothing. */
  private static final int PIECES = 256;

  /** What is left of each share: the first in the upper half, the end in the lower. */
  private final AtomicLongArray left;

  private final int piece;

  Shares(int processors, int count) {
    left = new AtomicLongArray(processors);
    piece = Math.max(1, count / processors / PIECES);
    for (int i = 0; i < processors; i++) {
      int from = (int) ((long) count * i / processors);
      int end = (int) ((long) count * (i + 1) / processors);
      left.set(i, range(from, end));
    }
  }

  /** The next piece for a processor, a range; {@link #NOTHING} when all are taken. */
  long take(int processor) {
    do {
      long share = left.get(processor);
      while (size(share) > 0) {
        int end = Math.min(end(share), from(share) + piece);
        if (left.compareAndSet(processor, share, range(end, end(share)))) {
          return range(from(share), end);
        }
        share = left.get(processor);
      }
    } while (steal(processor));
    return NOTHING;
  }

  /** False if there is nothing to steal. Only its owner fills an empty share. */
  private boolean steal(int thief) {
    while (true) {
      int victim = richest();
      long share = left.get(victim);
      if (size(share) == 0) {
        return false;
      }
      int middle = (from(share) + end(share)) >>> 1;
      if (left.compareAndSet(victim, share, range(from(share), middle))) {
        left.set(thief, range(middle, end(share)));
        return true;
      }
    }
  }

  private int richest() {
    int richest = 0;
    for (int i = 1; i < left.length(); i++) {
      if (size(left.get(i)) > size(left.get(richest))) {
        richest = i;
      }
    }
    return richest;
  }

  private static long range(int from, int end) {
    return ((long) from << 32) | end;
  }

  static int from(long range) {
    return (int) (range >>> 32);
  }

  static int end(long range) {
    return (int) range;
  }

  private static int size(long range) {
    return end(range) - from(range);
  }
}
