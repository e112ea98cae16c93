package dev.trn3.serving;

/**
 * Chips that fail, each independently of the others; the replica of a failed chip loses what it has
 * in memory, and its requests go to others, which read them again.
 *
 * @param meanTimeBetween mean seconds between failures of one chip
 * @param recovery seconds until the replica serves again
 * @param seed of the moments of failure
 */
public record Failures(double meanTimeBetween, double recovery, long seed) {

  /** Checks the numbers. */
  public Failures {
    if (!(meanTimeBetween > 0) || !(recovery >= 0)) {
      throw new IllegalArgumentException(
          "failures need a positive mean time between them and no negative recovery, not %s s and %s s"
              .formatted(meanTimeBetween, recovery));
    }
  }
}
