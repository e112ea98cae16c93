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

  /** As {@link Debuggee#hasHeard}. */
  boolean hasHeard() {
    return known("heard its interrupt", false, () -> debuggee().hasHeard(cell.serial()));
  }

  /** As {@link Debuggee#initialises}. */
  boolean initialises() {
    return known("initialises a class", false, () -> debuggee().initialises(cell.serial()));
  }

  /** As {@link Debuggee#lockOfAnother}; null where there is none. */
  Object lockOfAnother(boolean stopped) {
    return this.<Object>known(
        "waits for a lock",
        null,
        () -> debuggee().lockOfAnother(cell.serial(), stopped).orElse(null));
  }

  private Debuggee debuggee() {
    return cell.worker().debuggee();
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
