package dev.trn3.network;

import java.util.Map;

/**
 * One level of the way between the members of a group: a tier of switches, a ring of a torus or the
 * network.
 *
 * <p>Costs are for the links of this level alone, with everything that groups of unequal sizes or a
 * shared spine do to them worked out, so that asking is arithmetic. Those of a ring are for one
 * byte of what reaches it, as the rings of a torus take turns; all others for one byte of the whole
 * buffer.
 *
 * @param name such as {@code sled}
 * @param fan members, or groups of the level inside, that this level joins; at least 2, and where
 *     groups are unequal those of the largest
 * @param chained true for the members of a ring of a torus, who pass a broadcast on to the next
 * @param bothWays true for those of a ring whose ends are joined
 * @param passes by algorithm, one pass: a reduce-scatter, or an all-gather in reverse
 * @param exchange everyone's traffic to everyone that crosses this level, for one byte each sends
 * @param next a message from each to the next member
 * @param filling seconds until the first byte of a broadcast has reached everyone
 * @param streaming seconds for each byte of a broadcast that follows
 */
record Level(
    String name,
    int fan,
    boolean chained,
    boolean bothWays,
    Map<Algorithm, Lines> passes,
    Lines exchange,
    Lines next,
    double filling,
    double streaming) {

  /** One pass. */
  Lines pass(Algorithm algorithm) {
    return passes.get(algorithm);
  }

  /** The same with another cost of an exchange. */
  Level exchanging(Lines other) {
    return new Level(name, fan, chained, bothWays, passes, other, next, filling, streaming);
  }
}
