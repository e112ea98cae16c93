package dev.trn3.serving;

import java.util.Arrays;

/**
 * A binary heap of slots, smallest key first; of equal keys the lower slot. A slot is in one heap
 * of a family at most, so that all of them share the arrays of keys and places.
 */
final class SlotHeap {

  /** Keys and places of all slots, shared by the heaps that pass slots to each other. */
  static final class Keys {
    long[] key = new long[64];
    int[] place = new int[64];

    void ensure(int slots) {
      if (slots > key.length) {
        int size = Math.max(slots, 2 * key.length);
        key = Arrays.copyOf(key, size);
        place = Arrays.copyOf(place, size);
      }
    }
  }

  private final Keys keys;
  private int[] heap = new int[16];
  private int size;

  SlotHeap(Keys keys) {
    this.keys = keys;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The slot with the smallest key. */
  int first() {
    return heap[0];
  }

  /** Any of the slots, by its place in the heap. */
  int at(int place) {
    return heap[place];
  }

  long firstKey() {
    return keys.key[heap[0]];
  }

  void add(int slot, long key) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    keys.key[slot] = key;
    up(size++, slot);
  }

  int removeFirst() {
    int slot = heap[0];
    remove(slot);
    return slot;
  }

  void remove(int slot) {
    int place = keys.place[slot];
    int last = heap[--size];
    if (last != slot) {
      if (place > 0 && before(last, heap[(place - 1) >> 1])) {
        up(place, last);
      } else {
        down(place, last);
      }
    }
  }

  private boolean before(int one, int other) {
    long a = keys.key[one];
    long b = keys.key[other];
    return a < b || (a == b && one < other);
  }

  private void up(int from, int slot) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >> 1;
      if (!before(slot, heap[parent])) {
        break;
      }
      put(place, heap[parent]);
      place = parent;
    }
    put(place, slot);
  }

  private void down(int from, int slot) {
    int place = from;
    while (true) {
      int child = 2 * place + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], slot)) {
        break;
      }
      put(place, heap[child]);
      place = child;
    }
    put(place, slot);
  }

  private void put(int place, int slot) {
    heap[place] = slot;
    keys.place[slot] = place;
  }
}
