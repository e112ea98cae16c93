package dev.trn3.search;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.function.IntConsumer;

/**
 * Something to do for each of some numbers, halved until little is left. A processor that has
 * nothing left to do steals the oldest half of another, which is the longest.
 */
final class Range extends RecursiveAction {

  private static final long serialVersionUID = 1;

  /** Of small work a piece is more than one number: so many are enough that none is long. */
  private static final int PIECES = 256;

  private final int from;
  private final int to;
  private final int piece;
  private final transient IntConsumer work;

  /** Large work, halved until one number is left. */
  Range(int count, IntConsumer work) {
    this(0, count, 1, work);
  }

  private Range(int from, int to, int piece, IntConsumer work) {
    this.from = from;
    this.to = to;
    this.piece = piece;
    this.work = work;
  }

  /** Does something small for each number on all processors of the pool this is called in. */
  static void forEach(int count, IntConsumer work) {
    new Range(0, count, Math.max(1, count / PIECES), work).invoke();
  }

  /** Does something on every processor of a pool, at once where they are free. */
  static void onEachProcessor(ForkJoinPool pool, IntConsumer work) {
    new Range(pool.getParallelism(), work).invoke();
  }

  @Override
  protected void compute() {
    if (to - from > piece) {
      int middle = (from + to) >>> 1;
      invokeAll(new Range(from, middle, piece, work), new Range(middle, to, piece, work));
      return;
    }
    for (int i = from; i < to; i++) {
      work.accept(i);
    }
  }
}
