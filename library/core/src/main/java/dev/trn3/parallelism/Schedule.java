package dev.trn3.parallelism;

/** The order in which a pipeline works on its micro-batches. */
public enum Schedule {
  /** One forward, one backward; bubble of one pass for each stage but one. */
  ONE_FORWARD_ONE_BACKWARD("1F1B"),
  /** Gradients of weights wait until they can fill the bubble (arXiv 2401.10241, ZB-H1). */
  ZERO_BUBBLE("zero bubble");

  private final String words;

  Schedule(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
