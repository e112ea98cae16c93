package dev.trn3.network;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The costs of a level of switches, where everyone reaches everyone at full bandwidth. */
final class Switched {

  private final Members members;
  private final int level;
  private final double bandwidth;
  private final double latency;

  /**
   * @param members whose outermost level this is
   * @param bandwidth payload bytes per second that one chip sends, and receives, here
   * @param latency seconds of a step
   */
  Switched(Members members, double bandwidth, double latency) {
    this.members = members;
    this.level = members.levels() - 1;
    this.bandwidth = bandwidth;
    this.latency = latency;
  }

  /**
   * The level.
   *
   * @param passed true where traffic to members farther out passes the same ports, as those of a
   *     network card
   */
  Level named(String name, boolean passed) {
    Map<Integer, Double> most = new TreeMap<>();
    for (int group = 0; group < members.groups(level); group++) {
      most.merge(members.joined(level, group), members.mostBefore(level, group), Math::max);
    }
    int fan = ((TreeMap<Integer, Double>) most).lastKey();
    Map<Algorithm, Lines> passes = new EnumMap<>(Algorithm.class);
    for (Algorithm algorithm : Algorithm.values()) {
      Lines slowest = Lines.of(0, 0);
      for (Map.Entry<Integer, Double> each : most.entrySet()) {
        int n = each.getKey();
        double moving = each.getValue() * (n - 1) / n / bandwidth;
        slowest = n == 1 ? slowest : slowest.beside(Lines.of(algorithm.steps(n) * latency, moving));
      }
      passes.put(algorithm, slowest);
    }
    return new Level(
        name,
        fan,
        false,
        false,
        passes,
        Lines.of(latency, (double) leaving(passed) / members.ranks() / bandwidth),
        Lines.of(latency, 1 / bandwidth),
        Algorithm.RECURSIVE_HALVING_DOUBLING.steps(fan) * latency,
        1 / bandwidth);
  }

  /** The most ranks that one rank reaches over this level. */
  private int leaving(boolean passed) {
    int most = 0;
    for (int group = 0; group < members.groups(level); group++) {
      int all = passed ? members.ranks() : members.size(level, group);
      for (int part = 0; part < members.joined(level, group); part++) {
        most = Math.max(most, all - members.size(level, group, part));
      }
    }
    return most;
  }
}
