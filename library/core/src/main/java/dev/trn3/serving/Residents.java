package dev.trn3.serving;

/** The sequences that a replica works on, in the order in which they were admitted. */
final class Residents {

  private final Slots slots;
  private int size;
  private int oldest = Slots.NOWHERE;
  private int newest = Slots.NOWHERE;

  Residents(Slots slots) {
    this.slots = slots;
  }

  int size() {
    return size;
  }

  void add(int slot) {
    size++;
    slots.previous[slot] = newest;
    slots.next[slot] = Slots.NOWHERE;
    if (newest == Slots.NOWHERE) {
      oldest = slot;
    } else {
      slots.next[newest] = slot;
    }
    newest = slot;
  }

  void remove(int slot) {
    size--;
    int before = slots.previous[slot];
    int after = slots.next[slot];
    if (before == Slots.NOWHERE) {
      oldest = after;
    } else {
      slots.next[before] = after;
    }
    if (after == Slots.NOWHERE) {
      newest = before;
    } else {
      slots.previous[after] = before;
    }
  }

  /** The latest of those that matter least, but for those whose keys and values are on the way. */
  int leastImportant() {
    int victim = Slots.NOWHERE;
    for (int slot = newest; slot != Slots.NOWHERE; slot = slots.previous[slot]) {
      boolean here = slots.keeper[slot] == Slots.NOWHERE;
      if (here
          && (victim == Slots.NOWHERE
              || slots.request[slot].priority() > slots.request[victim].priority())) {
        victim = slot;
      }
    }
    return victim;
  }

  /** Gives all, the oldest first; none is left. */
  IntRing removeAll() {
    IntRing all = new IntRing();
    for (int slot = oldest; slot != Slots.NOWHERE; slot = slots.next[slot]) {
      all.add(slot);
    }
    size = 0;
    oldest = Slots.NOWHERE;
    newest = Slots.NOWHERE;
    return all;
  }
}
