package dev.trn3.serving;

/** A queue of ints without boxes. */
final class IntRing {

  private int[] values = new int[16];
  private int head;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int at(int index) {
    return values[(head + index) & (values.length - 1)];
  }

  int first() {
    return at(0);
  }

  int last() {
    return at(size - 1);
  }

  void add(int value) {
    if (size == values.length) {
      int[] more = new int[2 * size];
      for (int i = 0; i < size; i++) {
        more[i] = at(i);
      }
      values = more;
      head = 0;
    }
    values[(head + size++) & (values.length - 1)] = value;
  }

  int removeFirst() {
    int value = values[head];
    head = (head + 1) & (values.length - 1);
    size--;
    return value;
  }

  void clear() {
    size = 0;
  }

  /** Takes out one value, which others follow or not. */
  void remove(int value) {
    int kept = 0;
    int before = size;
    for (int i = 0; i < before; i++) {
      int each = at(i);
      if (each != value) {
        values[(head + kept++) & (values.length - 1)] = each;
      }
    }
    size = kept;
  }
}
