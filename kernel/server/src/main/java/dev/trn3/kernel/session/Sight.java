package dev.trn3.kernel.session;

import java.util.function.Supplier;

/**
 * What is seen of a running cell through the debugger. Where that cannot be looked at, nothing of
 * it is seen, and its stop goes on to what is harder.
 */
record Sight(Interrupter.Running cell) {

  static Sight of(Interrupter.Running cell) {
    return new Sight(cell);
  }

  /** As {@link DebuggedCell#hasHeard}. */
  boolean hasHeard() {
    return known("heard its interrupt", false, () -> debugged().hasHeard());
  }

  /** As {@link DebuggedCell#initialises}. */
  boolean initialises() {
    return known("initialises a class", false, () -> debugged().initialises());
  }

  /** As {@link DebuggedCell#lockOfAnother}; null where there is none. */
  Object lockOfAnother(boolean stopped) {
    return this.<Object>known(
        "waits for a lock", null, () -> debugged().lockOfAnother(stopped).orElse(null));
  }

  private DebuggedCell debugged() {
    return cell.worker().debuggee().cell(cell.serial());
  }

  private <T> T known(String what, T otherwise, Supplier<T> look) {
    try {
      return look.get();
    } catch (RuntimeException e) {
      System.err.println("Whether a cell " + what + " is not known: " + e);
      return otherwise;
    }
  }
}
