package dev.trn3.serving;

import java.util.SplittableRandom;

/** When replicas break, and when they are repaired. */
final class Breakdowns {

  private final Failures rules;
  private final EventHeap changes = new EventHeap();
  private final boolean[] broken;
  private final SplittableRandom chance;

  /**
   * All are in order.
   *
   * @param rules null if nothing fails
   */
  Breakdowns(Failures rules, int replicas) {
    this.rules = rules;
    broken = new boolean[replicas];
    chance = new SplittableRandom(rules == null ? 0 : rules.seed());
  }

  /** When the next one breaks or is repaired. */
  double time() {
    return changes.time();
  }

  /** The replica that breaks or is repaired next. */
  int removeFirst() {
    return changes.removeFirst();
  }

  boolean isBroken(int number) {
    return broken[number];
  }

  /** A replica runs from now on, and breaks once one of its chips does. */
  void runs(Replica replica, double now) {
    broken[replica.number] = false;
    if (rules != null) {
      double life = -StrictMath.log1p(-chance.nextDouble()) * rules.meanTimeBetween();
      changes.set(replica.number, now + life / replica.pool.chips());
    }
  }

  /** A replica does not run, and so does not break. */
  void rests(int number) {
    changes.set(number, Double.POSITIVE_INFINITY);
  }

  /** A replica has broken, and will be repaired. */
  void breaks(int number, double now) {
    broken[number] = true;
    changes.set(number, now + rules.recovery());
  }
}
