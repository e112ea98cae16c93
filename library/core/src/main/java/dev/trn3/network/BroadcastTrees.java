package dev.trn3.network;

import dev.trn3.network.FlowJob.Phase;
import dev.trn3.network.FlowJob.Step;
import dev.trn3.network.FlowJob.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A broadcast as a pipeline: the first bytes pass from hop to hop, from the outermost level
 * inwards, then all hops carry the rest at the same time. Behind switches each level is two binary
 * trees with half the buffer each, in which whoever passes on in one only receives in the other, so
 * that nobody sends more than the buffer (Sanders, Speck and Träff, 2009). A ring is two chains,
 * one in each direction.
 */
final class BroadcastTrees {

  /**
   * A hop of the pipeline.
   *
   * @param depth how many hops of its level are before it, itself included
   * @param share of the buffer that takes it
   */
  record Hop(int from, int to, int depth, double share) {}

  private final Members members;
  private final List<Level> levels;
  private final FlowSteps.Maker maker;

  BroadcastTrees(Communicator group, FlowSteps.Maker maker) {
    this.members = group.members();
    this.levels = group.levels();
    this.maker = maker;
  }

  List<Phase> phases(double size) {
    List<Step> steps = new ArrayList<>();
    List<Hop> all = new ArrayList<>();
    for (int level = levels.size() - 1; level >= 0; level--) {
      Map<Integer, List<Hop>> byDepth = new TreeMap<>();
      for (Hop hop : hops(level)) {
        all.add(hop);
        byDepth.computeIfAbsent(hop.depth(), depth -> new ArrayList<>()).add(hop);
      }
      byDepth.values().forEach(hops -> steps.add(() -> filling(hops)));
    }
    steps.add(() -> streaming(all, size));
    return List.of(Phase.of(steps));
  }

  private List<Transfer> filling(List<Hop> hops) {
    return hops.stream().map(hop -> maker.transfer(hop.from(), hop.to(), 0, false)).toList();
  }

  private List<Transfer> streaming(List<Hop> hops, double size) {
    return hops.stream()
        .map(hop -> maker.transfer(hop.from(), hop.to(), hop.share() * size, true))
        .toList();
  }

  private List<Hop> hops(int index) {
    List<Hop> hops = new ArrayList<>();
    Level level = levels.get(index);
    for (int group = 0; group < members.groups(index); group++) {
      int n = members.joined(index, group);
      for (Hop hop : level.chained() ? chains(n, level.bothWays()) : trees(n)) {
        int from = members.first(index, group, hop.from());
        int to = members.first(index, group, hop.to());
        hops.add(new Hop(from, to, hop.depth(), hop.share()));
      }
    }
    return hops;
  }

  /** Two heaps over all but the first of n members, the second numbered backwards. */
  static List<Hop> trees(int n) {
    List<Hop> hops = new ArrayList<>();
    for (int node = 0; node < n - 1; node++) {
      int depth = 32 - Integer.numberOfLeadingZeros(node + 1);
      int above = (node - 1) / 2;
      int forwards = node == 0 ? 0 : above + 1;
      int backwards = node == 0 ? 0 : n - 1 - above;
      hops.add(new Hop(forwards, node + 1, depth, 0.5));
      hops.add(new Hop(backwards, n - 1 - node, depth, 0.5));
    }
    return hops;
  }

  private static List<Hop> chains(int n, boolean bothWays) {
    List<Hop> hops = new ArrayList<>();
    double share = bothWays ? 0.5 : 1;
    for (int at = 0; at < n - 1; at++) {
      hops.add(new Hop(at, at + 1, at + 1, share));
      if (bothWays) {
        hops.add(new Hop(at == 0 ? 0 : n - at, n - 1 - at, at + 1, share));
      }
    }
    return hops;
  }
}
