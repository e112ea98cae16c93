package dev.trn3.kernel.session;

import java.util.Set;

/**
 * Breakpoints that hold nothing from when a cell is to be stopped until all such cells have ended:
 * what stands there cannot end, and what just comes there must not be hit by a stop.
 */
final class MutedBreakpoints {

  private final Set<RunningCell> running;
  private final Runnable mute;
  private final Runnable restore;

  /**
   * Breakpoints of which nothing is muted yet.
   *
   * @param running the cells that run; one that has ended leaves it before {@link #ended}
   * @param mute lets go on what stands, and lets nothing stand
   * @param restore undoes that
   */
  MutedBreakpoints(Set<RunningCell> running, Runnable mute, Runnable restore) {
    this.running = running;
    this.mute = mute;
    this.restore = restore;
  }

  /** A cell is being stopped; where it has just ended by itself, nobody else would restore them. */
  synchronized void mute() {
    mute.run();
    restoreUnlessNeeded();
  }

  /** A cell that was to be stopped has ended. */
  synchronized void ended() {
    restoreUnlessNeeded();
  }

  private void restoreUnlessNeeded() {
    if (running.stream().noneMatch(RunningCell::requested)) {
      restore.run();
    }
  }
}
