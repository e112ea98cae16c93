package dev.trn3.worker;

/** The cell to which code has bound the output of a thread, and of those that it starts. */
final class Bound {

  private static final InheritableThreadLocal<Integer> CELL = new InheritableThreadLocal<>();

  private Bound() {}

  /** The work, bound to this cell while it runs. */
  static Runnable to(int cell, Runnable work) {
    return () -> {
      Integer before = CELL.get();
      CELL.set(cell);
      try {
        work.run();
      } finally {
        System.out.flush();
        System.err.flush();
        CELL.set(before);
      }
    };
  }

  /** The cell of this thread, or the latest where it is bound to none. */
  static int or(int latest) {
    Integer bound = CELL.get();
    return bound == null ? latest : bound;
  }
}
