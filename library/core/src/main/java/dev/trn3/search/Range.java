package dev.trn3.search;

import java.util.concurrent.RecursiveAction;
import java.util.function.IntConsumer;

/**
 * Something to do for each of some numbers, halved until one is left. A processor that has nothing
 * left to do steals the oldest half of another, which is the longest.
 */
final class Range extends RecursiveAction {

  private static final long serialVersionUID = 1;

  private final int from;
  private final int to;
  private final transient IntConsumer work;

  Range(int from, int to, IntConsumer work) {
    this.from = from;
    this.to = to;
    this.work = work;
  }

  /** Does something for each number on all processors of the pool this is called in. */
  static void forEach(int count, IntConsumer work) {
    new Range(0, count, work).invoke();
  }

  @Override
  protected void compute() {
    if (to - from > 1) {
      int middle = (from + to) >>> 1;
      invokeAll(new Range(from, middle, work), new Range(middle, to, work));
    } else if (to > from) {
      work.accept(from);
    }
  }
}
