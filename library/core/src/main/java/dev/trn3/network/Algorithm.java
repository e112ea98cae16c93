package dev.trn3.network;

/** How a collective is carried out among the members of one level. */
public enum Algorithm {
  /** Everyone sends to everyone at once: one step. */
  MESH("mesh"),
  /**
   * Exchange with partners at doubling distances: log2(n) steps. Numbers of members that are no
   * power of two shift by doubling distances instead (Bruck and others, 1997).
   */
  RECURSIVE_HALVING_DOUBLING("recursive halving-doubling"),
  /** Neuron's ring in both directions at once: n/2 steps. */
  KANGARING("KangaRing"),
  /** Pass on to the next: n - 1 steps. */
  RING("ring");

  private final String words;

  Algorithm(String words) {
    this.words = words;
  }

  /** Steps of one pass (a reduce-scatter or an all-gather) among n members. */
  int steps(int n) {
    return switch (this) {
      case MESH -> 1;
      case RECURSIVE_HALVING_DOUBLING -> 32 - Integer.numberOfLeadingZeros(n - 1);
      case KANGARING -> n / 2;
      case RING -> n - 1;
    };
  }

  @Override
  public String toString() {
    return words;
  }
}
