package dev.trn3.network;

import java.util.List;

/**
 * Which algorithm a library takes by itself.
 *
 * @param meshBelow bytes below which mesh is taken inside a machine
 * @param kangaRingAbove bytes above which KangaRing is taken inside a machine
 * @param documented whether these sizes hold; where not, the quickest algorithm is taken
 */
record Selection(double meshBelow, double kangaRingAbove, boolean documented) {

  private static final List<Algorithm> GENERAL =
      List.of(Algorithm.RING, Algorithm.RECURSIVE_HALVING_DOUBLING, Algorithm.MESH);

  /**
   * The algorithm for one level of a collective over a buffer of this many bytes.
   *
   * @param bytes what the costs of the level are to be asked with
   */
  Algorithm choose(Level level, boolean inside, double buffer, double bytes) {
    if (documented && inside) {
      if (buffer < meshBelow) {
        return Algorithm.MESH;
      }
      return buffer > kangaRingAbove ? Algorithm.KANGARING : Algorithm.RECURSIVE_HALVING_DOUBLING;
    }
    Algorithm best = Algorithm.RING;
    double least = level.pass(best).seconds(bytes);
    for (Algorithm algorithm : GENERAL) {
      double cost = level.pass(algorithm).seconds(bytes);
      if (cost < least) {
        least = cost;
        best = algorithm;
      }
    }
    return best;
  }
}
