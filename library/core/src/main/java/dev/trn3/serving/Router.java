package dev.trn3.serving;

/** Which replica gets a request. */
public enum Router {
  /** One after the other. */
  ROUND_ROBIN("round robin"),
  /** The one with the fewest requests. */
  LEAST_LOADED("least loaded"),
  /**
   * The one that holds most of the prompt's beginning, unless it has 1.5 times the requests of the
   * least loaded and 4 more; of equals the one with most unused memory.
   */
  PREFIX_AWARE("prefix-aware"),
  /** All replicas take from one queue, as soon as they have room. */
  SHARED_QUEUE("shared queue");

  private final String words;

  Router(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
