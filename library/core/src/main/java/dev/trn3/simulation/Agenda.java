package dev.trn3.simulation;

import java.util.Arrays;

/** What ends next: a heap by time, and by order of entry where times are equal. */
final class Agenda {

  private Activity[] heap = new Activity[64];
  private int size;
  private long entered;
  private double now;

  double now() {
    return now;
  }

  /** True if something ends now, give or take the rounding of sums. */
  boolean more(boolean rightNow) {
    return size > 0 && (!rightNow || heap[0].at <= now * (1 + 1e-12));
  }

  void add(Activity activity) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    activity.order = entered++;
    place(activity, size++);
    up(activity.slot);
  }

  /** Moves an activity whose end has changed. */
  void moved(Activity activity) {
    up(activity.slot);
    down(activity.slot);
  }

  /** Takes what ends first; time passes until then. */
  Activity next() {
    Activity first = heap[0];
    now = Math.max(now, first.at);
    Activity last = heap[--size];
    heap[size] = null;
    first.slot = -1;
    if (size > 0) {
      place(last, 0);
      down(0);
    }
    return first;
  }

  private void up(int from) {
    int slot = from;
    Activity activity = heap[slot];
    while (slot > 0 && before(activity, heap[(slot - 1) / 2])) {
      place(heap[(slot - 1) / 2], slot);
      slot = (slot - 1) / 2;
    }
    place(activity, slot);
  }

  private void down(int from) {
    int slot = from;
    Activity activity = heap[slot];
    while (2 * slot + 1 < size) {
      int child = 2 * slot + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], activity)) {
        break;
      }
      place(heap[child], slot);
      slot = child;
    }
    place(activity, slot);
  }

  private void place(Activity activity, int slot) {
    heap[slot] = activity;
    activity.slot = slot;
  }

  private static boolean before(Activity one, Activity other) {
    return one.at < other.at || (one.at == other.at && one.order < other.order);
  }
}
