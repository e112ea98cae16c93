package dev.trn3.serving;

import java.util.Arrays;

/**
 * Requests in flight, an array for each property; the slot of an answered request is used again.
 */
final class Slots {

  static final int NOWHERE = -1;

  final SlotHeap.Keys keys = new SlotHeap.Keys();
  Request[] request = new Request[64];

  /** Place in the order of arrival, behind the priority. */
  long[] order = new long[64];

  /** Tokens of the answer that are out. */
  int[] produced = new int[64];

  /** Tokens that have to be read in before the next one comes out, and how many have been. */
  int[] target = new int[64];

  int[] read = new int[64];

  /** Blocks of the shared beginning that the sequence uses, and the beginning they end at. */
  int[] sharedBlocks = new int[64];

  Prefix[] held = new Prefix[64];

  /** What the length of the sequence is beyond the count of iterations of its replica. */
  long[] base = new long[64];

  double[] scheduled = new double[64];
  double[] firstToken = new double[64];
  double[] lastToken = new double[64];

  /** Neighbours in the order of admission. */
  int[] previous = new int[64];

  int[] next = new int[64];

  /** The replica that still keeps the keys and values for another one, and how many blocks. */
  int[] keeper = new int[64];

  int[] kept = new int[64];

  private int[] free = new int[64];
  private int freed;
  private int used;
  private long taken;

  int inFlight() {
    return used - freed;
  }

  /** Slots from 0 that have been used so far. */
  int used() {
    return used;
  }

  int take(Request what) {
    int slot = freed > 0 ? free[--freed] : used++;
    ensure(used);
    request[slot] = what;
    order[slot] = ((long) what.priority() << 40) + taken++;
    produced[slot] = 0;
    target[slot] = what.inputTokens();
    read[slot] = 0;
    sharedBlocks[slot] = 0;
    held[slot] = Prefix.NONE;
    scheduled[slot] = Double.NaN;
    firstToken[slot] = Double.NaN;
    lastToken[slot] = Double.NaN;
    keeper[slot] = NOWHERE;
    return slot;
  }

  void giveBack(int slot) {
    request[slot] = null;
    held[slot] = Prefix.NONE;
    if (freed == free.length) {
      free = Arrays.copyOf(free, 2 * freed);
    }
    free[freed++] = slot;
  }

  private void ensure(int slots) {
    if (slots <= request.length) {
      return;
    }
    int size = 2 * request.length;
    keys.ensure(size);
    request = Arrays.copyOf(request, size);
    order = Arrays.copyOf(order, size);
    produced = Arrays.copyOf(produced, size);
    target = Arrays.copyOf(target, size);
    read = Arrays.copyOf(read, size);
    sharedBlocks = Arrays.copyOf(sharedBlocks, size);
    held = Arrays.copyOf(held, size);
    base = Arrays.copyOf(base, size);
    scheduled = Arrays.copyOf(scheduled, size);
    firstToken = Arrays.copyOf(firstToken, size);
    lastToken = Arrays.copyOf(lastToken, size);
    previous = Arrays.copyOf(previous, size);
    next = Arrays.copyOf(next, size);
    keeper = Arrays.copyOf(keeper, size);
    kept = Arrays.copyOf(kept, size);
  }
}
