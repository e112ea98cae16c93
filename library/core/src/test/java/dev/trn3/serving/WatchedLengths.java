package dev.trn3.serving;

import java.util.random.RandomGenerator;

/** One token each; how often they are drawn is counted, and may interrupt who draws. */
final class WatchedLengths implements Lengths {

  private final int interruptedAt;
  private int drawn;

  private WatchedLengths(int interruptedAt) {
    this.interruptedAt = interruptedAt;
  }

  static WatchedLengths counted() {
    return new WatchedLengths(0);
  }

  /** The thread that draws for the nth time is interrupted. */
  static WatchedLengths interruptedAt(int draw) {
    return new WatchedLengths(draw);
  }

  int drawn() {
    return drawn;
  }

  @Override
  public int draw(RandomGenerator random) {
    if (++drawn == interruptedAt) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  @Override
  public double mean() {
    return 1;
  }

  @Override
  public int largest() {
    return 1;
  }
}
