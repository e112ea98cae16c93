package dev.trn3.worker;

import java.util.concurrent.ForkJoinWorkerThread;

/**
 * The cell to which code has bound the output of a thread, and of those that it starts.
 *
 * <p>Only the threads of fork-join pools do not inherit it: whoever first gives such a pool
 * something to do starts its threads, which then work for all cells.
 */
final class Bound {

  /**
   * A thread's cell.
   *
   * @param inherited from the thread that started it
   */
  private record Binding(int cell, boolean inherited) {}

  private static final InheritableThreadLocal<Binding> BINDING =
      new InheritableThreadLocal<>() {
        @Override
        protected Binding childValue(Binding parent) {
          return counts(parent) ? new Binding(parent.cell, true) : null;
        }
      };

  private Bound() {}

  /** The work, bound to this cell while it runs. */
  static Runnable to(int cell, Runnable work) {
    return () -> {
      Binding before = BINDING.get();
      BINDING.set(new Binding(cell, false));
      try {
        work.run();
      } finally {
        System.out.flush();
        System.err.flush();
        restore(before);
      }
    };
  }

  /** The cell of this thread, or the latest where it is bound to none. */
  static int or(int latest) {
    Binding bound = BINDING.get();
    return counts(bound) ? bound.cell : latest;
  }

  /** Whether this binding of the calling thread says where its output belongs. */
  private static boolean counts(Binding binding) {
    return binding != null
        && !(binding.inherited && Thread.currentThread() instanceof ForkJoinWorkerThread);
  }

  private static void restore(Binding before) {
    if (before == null) {
      BINDING.remove();
    } else {
      BINDING.set(before);
    }
  }
}
