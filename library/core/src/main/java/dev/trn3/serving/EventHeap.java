package dev.trn3.serving;

import java.util.Arrays;

/** What happens when: the next time of each of some numbered things, earliest first. */
final class EventHeap {

  private double[] time = new double[16];
  private int[] place = new int[16];
  private int[] heap = new int[16];
  private int size;

  EventHeap() {
    Arrays.fill(place, -1);
  }

  /** When the first event is; infinite if there is none. */
  double time() {
    return size == 0 ? Double.POSITIVE_INFINITY : time[heap[0]];
  }

  /** Whose event comes first; of events at the same time, the lower number. */
  int first() {
    return heap[0];
  }

  boolean has(int who) {
    return who < place.length && place[who] >= 0;
  }

  /** Sets the time of something's only event, or takes it back if the time is infinite. */
  void set(int who, double when) {
    ensure(who);
    int at = place[who];
    if (when == Double.POSITIVE_INFINITY) {
      if (at >= 0) {
        remove(at);
      }
      return;
    }
    if (at < 0) {
      time[who] = when;
      up(size++, who);
      return;
    }
    boolean earlier = when < time[who];
    time[who] = when;
    if (earlier) {
      up(at, who);
    } else {
      down(at, who);
    }
  }

  int removeFirst() {
    int who = heap[0];
    remove(0);
    return who;
  }

  private void remove(int at) {
    place[heap[at]] = -1;
    int last = heap[--size];
    if (at < size) {
      if (at > 0 && before(last, heap[(at - 1) >> 1])) {
        up(at, last);
      } else {
        down(at, last);
      }
    }
  }

  private void ensure(int who) {
    if (who >= time.length) {
      int length = Math.max(who + 1, 2 * time.length);
      int old = place.length;
      time = Arrays.copyOf(time, length);
      heap = Arrays.copyOf(heap, length);
      place = Arrays.copyOf(place, length);
      Arrays.fill(place, old, length, -1);
    }
  }

  private boolean before(int one, int other) {
    return time[one] < time[other] || (time[one] == time[other] && one < other);
  }

  private void up(int from, int who) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >> 1;
      if (!before(who, heap[parent])) {
        break;
      }
      put(at, heap[parent]);
      at = parent;
    }
    put(at, who);
  }

  private void down(int from, int who) {
    int at = from;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], who)) {
        break;
      }
      put(at, heap[child]);
      at = child;
    }
    put(at, who);
  }

  private void put(int at, int who) {
    heap[at] = who;
    place[who] = at;
  }
}
