package dev.trn3.simulation;

/**
 * What it costs one pass through a layer that devices share a sequence. Keys and values of the
 * others are gathered before the attention, or passed around a ring block by block behind it,
 * whichever is quicker. One object serves a whole search.
 */
final class ContextPass {

  private final Ring ring;
  private final int parts;
  private boolean gathers;
  private double seconds;
  private double merging;
  private double hidden;

  /**
   * The passes of one direction.
   *
   * @param parts as many times keys and values are passed on: 1 forward, 2 backward
   */
  ContextPass(Ring ring, int parts) {
    this.ring = ring;
    this.parts = parts;
  }

  /** No sequence is shared. */
  void clear() {
    gathers = false;
    seconds = 0;
    merging = 0;
    hidden = 0;
  }

  /** Another pass through the ring as it is now. */
  void of(double attention, double mergingBlock) {
    double gathered = parts * ring.gathered();
    double behind = ring.behind(attention, parts, mergingBlock);
    gathers = gathered <= behind;
    seconds = Math.min(gathered, behind);
    merging = gathers ? 0 : ring.merging(mergingBlock);
    hidden = gathers ? 0 : ring.hidden(attention, parts);
  }

  /** True if keys and values are gathered. */
  boolean gathers() {
    return gathers;
  }

  /** Seconds that the pass takes longer. */
  double seconds() {
    return seconds;
  }

  /** The seconds of these for which it waits for links; in the others results are added up. */
  double shown() {
    return seconds - merging;
  }

  /** Seconds for which links pass blocks on behind the attention. */
  double hidden() {
    return hidden;
  }
}
