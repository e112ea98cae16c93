package dev.trn3.network;

import java.util.ArrayList;
import java.util.List;

/**
 * What each member of a level sends between two waits. The rounds of one pass (a reduce-scatter, or
 * an all-gather in reverse) move n - 1 blocks from each of n members.
 *
 * @param sends at the same time
 */
record Round(List<Send> sends) {

  /**
   * @param distance members from the sender to the receiver, around the level
   * @param paired true where sender and receiver exchange: the distance is then a bit of the
   *     position that differs
   * @param blocks nths of the buffer
   */
  record Send(int distance, boolean paired, double blocks) {

    /** The receiver of the member at a position among n. */
    int receiver(int position, int n) {
      return paired ? position ^ distance : (position + distance) % n;
    }
  }

  /**
   * The rounds of a pass.
   *
   * @param n members, at least 2
   * @param bothWays whether a ring can use both directions at once
   */
  static List<Round> of(Algorithm algorithm, int n, boolean bothWays) {
    return switch (algorithm) {
      case MESH -> List.of(mesh(n));
      case RECURSIVE_HALVING_DOUBLING -> doubling(n);
      case KANGARING -> kangaRing(n);
      case RING -> ring(n, bothWays);
    };
  }

  private static Round mesh(int n) {
    List<Send> sends = new ArrayList<>();
    for (int ahead = 1; ahead < n; ahead++) {
      sends.add(new Send(ahead, false, 1));
    }
    return new Round(sends);
  }

  private static List<Round> ring(int n, boolean bothWays) {
    Round round = bothWays ? neighbours(n, 0.5) : new Round(List.of(new Send(1, false, 1)));
    return java.util.Collections.nCopies(n - 1, round);
  }

  /**
   * A block to each neighbour, so that half a ring is enough; where n is even the last is halved.
   */
  private static List<Round> kangaRing(int n) {
    List<Round> rounds = new ArrayList<>();
    for (int step = 1; step <= n / 2; step++) {
      rounds.add(neighbours(n, 2 * step == n ? 0.5 : 1));
    }
    return rounds;
  }

  private static Round neighbours(int n, double blocks) {
    return new Round(List.of(new Send(1, false, blocks), new Send(n - 1, false, blocks)));
  }

  private static List<Round> doubling(int n) {
    List<Round> rounds = new ArrayList<>();
    boolean powerOfTwo = Integer.bitCount(n) == 1;
    for (int distance = 1; distance < n; distance *= 2) {
      double blocks = powerOfTwo ? n / (2.0 * distance) : Math.min(distance, n - distance);
      rounds.add(new Round(List.of(new Send(distance, powerOfTwo, blocks))));
    }
    return rounds;
  }
}
