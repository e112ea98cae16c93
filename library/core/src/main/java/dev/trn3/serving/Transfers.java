package dev.trn3.serving;

import java.util.Arrays;

/** Keys and values on their way from one replica to another, one at a time at either end. */
final class Transfers {

  private final KvTransfer link;
  private final EventHeap ends = new EventHeap();
  private final double[] free;
  private int[] destination = new int[64];

  /**
   * None yet.
   *
   * @param link that each goes over; null where no replica hands anything over
   * @param replicas that may send or receive
   */
  Transfers(KvTransfer link, int replicas) {
    this.link = link;
    free = new double[replicas];
  }

  /** Sends so many tokens of a slot as soon as both ends are free; gives the end. */
  double send(int slot, int tokens, int from, int to, double now) {
    double begin = Math.max(now, Math.max(free[from], free[to]));
    double end = begin + link.seconds(tokens);
    free[from] = end;
    free[to] = end;
    if (slot >= destination.length) {
      destination = Arrays.copyOf(destination, Math.max(slot + 1, 2 * destination.length));
    }
    destination[slot] = to;
    ends.set(slot, end);
    return end;
  }

  /** When the next one ends. */
  double time() {
    return ends.time();
  }

  /** The slot of the next one that ends, which is under way no more. */
  int removeFirst() {
    return ends.removeFirst();
  }

  boolean isUnderWay(int slot) {
    return ends.has(slot);
  }

  /** Nobody waits for it any more. */
  void cancel(int slot) {
    ends.set(slot, Double.POSITIVE_INFINITY);
  }

  /** The number of the replica that a slot was sent to last. */
  int destination(int slot) {
    return destination[slot];
  }
}
