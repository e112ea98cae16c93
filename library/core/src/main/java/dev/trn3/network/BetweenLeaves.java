package dev.trn3.network;

import dev.trn3.network.Round.Send;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * The costs of the outermost level where leaf switches have less bandwidth above than below. Only
 * what crosses from leaf to leaf waits for the spine, of which every rank below a leaf brings its
 * share; everything waits for the network cards.
 */
final class BetweenLeaves {

  private final Members members;
  private final int level;
  private final int n;
  private final double card;
  private final double latency;
  private final double oversubscription;
  private final int[] leafOf;
  private final int[] ranksBelow;

  /**
   * @param members whose outermost level this is
   * @param leafOfRank the number of the leaf that a rank is below
   * @param leaves how many leaves there are
   * @param card payload bytes per second of a rank's network card
   * @param latency seconds of a step
   */
  BetweenLeaves(
      Members members,
      IntUnaryOperator leafOfRank,
      int leaves,
      double card,
      double latency,
      double oversubscription) {
    this.members = members;
    this.level = members.levels() - 1;
    this.n = members.joined(level, 0);
    this.card = card;
    this.latency = latency;
    this.oversubscription = oversubscription;
    leafOf = new int[n];
    ranksBelow = new int[leaves];
    for (int part = 0; part < n; part++) {
      leafOf[part] = leafOfRank.applyAsInt(members.first(level, 0, part));
      ranksBelow[leafOf[part]] += members.size(level, 0, part);
    }
  }

  /**
   * The level.
   *
   * @param cardsBefore true where a broadcast uses the cards on the level inside as well
   */
  Level named(String name, boolean cardsBefore) {
    Map<Algorithm, Lines> passes = new EnumMap<>(Algorithm.class);
    for (Algorithm algorithm : Algorithm.values()) {
      passes.put(algorithm, Lines.of(algorithm.steps(n) * latency, moving(algorithm)));
    }
    int fewest = members.ranks();
    for (int part = 0; part < n; part++) {
      fewest = Math.min(fewest, members.size(level, 0, part));
    }
    int together = Arrays.stream(leafOf).map(leaf -> ranksBelow[leaf]).min().orElseThrow();
    double away = members.ranks() - fewest;
    double across = oversubscription * (members.ranks() - together);
    return new Level(
        name,
        n,
        false,
        false,
        passes,
        Lines.of(latency, Math.max(away, across) / members.ranks() / card),
        Lines.of(latency, Math.max(1, shifting()) / card),
        Algorithm.RECURSIVE_HALVING_DOUBLING.steps(n) * latency,
        Math.max(cardsBefore ? 2 : 1, broadcasting()) / card);
  }

  /** Seconds for a byte of the buffer, round by round. */
  private double moving(Algorithm algorithm) {
    double most = members.mostBefore(level, 0);
    if (algorithm == Algorithm.MESH) {
      return Math.max(most * (n - 1), meshing()) / n / card;
    }
    double sum = 0;
    Round before = null;
    double took = 0;
    for (Round round : Round.of(algorithm, n, false)) {
      if (!round.equals(before)) {
        double blocks = round.sends().stream().mapToDouble(Send::blocks).sum();
        took = Math.max(most * blocks, crossing(round)) / n / card;
      }
      before = round;
      sum += took;
    }
    return sum;
  }

  /** Everyone sends a block to everyone. */
  private double meshing() {
    int[] parts = new int[ranksBelow.length];
    for (int leaf : leafOf) {
      parts[leaf]++;
    }
    double slowest = 0;
    for (int leaf : leafOf) {
      slowest = Math.max(slowest, parts[leaf] * (double) (n - parts[leaf]) / ranksBelow[leaf]);
    }
    return oversubscription * slowest;
  }

  private double crossing(Round round) {
    double[] up = new double[ranksBelow.length];
    double[] down = new double[ranksBelow.length];
    for (Send send : round.sends()) {
      for (int part = 0; part < n; part++) {
        cross(part, send.receiver(part, n), send.blocks(), up, down);
      }
    }
    return slowest(up, down);
  }

  private double shifting() {
    return crossing(new Round(List.of(new Send(1, false, 1))));
  }

  private double broadcasting() {
    double[] up = new double[ranksBelow.length];
    double[] down = new double[ranksBelow.length];
    for (BroadcastTrees.Hop hop : BroadcastTrees.trees(n)) {
      cross(hop.from(), hop.to(), hop.share(), up, down);
    }
    return slowest(up, down);
  }

  private void cross(int from, int to, double blocks, double[] up, double[] down) {
    if (leafOf[from] != leafOf[to]) {
      up[leafOf[from]] += blocks;
      down[leafOf[to]] += blocks;
    }
  }

  /** How long the busiest leaf takes, in times that a card takes for one block. */
  private double slowest(double[] up, double[] down) {
    double slowest = 0;
    for (int leaf = 0; leaf < ranksBelow.length; leaf++) {
      if (ranksBelow[leaf] > 0) {
        slowest = Math.max(slowest, Math.max(up[leaf], down[leaf]) / ranksBelow[leaf]);
      }
    }
    return oversubscription * slowest;
  }
}
