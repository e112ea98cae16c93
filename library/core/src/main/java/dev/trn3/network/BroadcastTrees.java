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

  /** A hop of the pipeline, and how many hops of its level are before it. */
  private record Hop(int from, int to, int depth, double bytes) {}

  private final Members members;
  private final FlowSteps.Maker maker;

  BroadcastTrees(Members members, FlowSteps.Maker maker) {
    this.members = members;
    this.maker = maker;
  }

  List<Phase> phases(double size) {
    List<Step> steps = new ArrayList<>();
    List<Hop> all = new ArrayList<>();
    for (int level = members.levels().size() - 1; level >= 0; level--) {
      Map<Integer, List<Hop>> byDepth = new TreeMap<>();
      for (Hop hop : hops(level, size)) {
        all.add(hop);
        byDepth.computeIfAbsent(hop.depth(), depth -> new ArrayList<>()).add(hop);
      }
      byDepth.values().forEach(hops -> steps.add(() -> filling(hops)));
    }
    steps.add(() -> streaming(all));
    return List.of(Phase.of(steps));
  }

  private List<Transfer> filling(List<Hop> hops) {
    return hops.stream().map(hop -> maker.transfer(hop.from(), hop.to(), 0, false)).toList();
  }

  private List<Transfer> streaming(List<Hop> hops) {
    return hops.stream()
        .map(hop -> maker.transfer(hop.from(), hop.to(), hop.bytes(), true))
        .toList();
  }

  private List<Hop> hops(int index, double size) {
    List<Hop> hops = new ArrayList<>();
    Level level = members.levels().get(index);
    int apart = members.apart(index);
    for (int first = 0; first < members.ranks(); first += apart * level.fan()) {
      int n = members.joined(index, first);
      if (level.shape() == Level.Shape.SWITCH) {
        trees(first, apart, n, size / 2, hops);
      } else {
        boolean bothWays = level.shape() == Level.Shape.RING && n == level.fan();
        chains(first, apart, n, bothWays, size, hops);
      }
    }
    return hops;
  }

  /** Two heaps over all but the first, the second numbered backwards. */
  private static void trees(int first, int apart, int n, double bytes, List<Hop> hops) {
    for (int node = 0; node < n - 1; node++) {
      int depth = 32 - Integer.numberOfLeadingZeros(node + 1);
      int above = (node - 1) / 2;
      int forwards = node == 0 ? 0 : above + 1;
      int backwards = node == 0 ? 0 : n - 1 - above;
      hops.add(new Hop(first + forwards * apart, first + (node + 1) * apart, depth, bytes));
      hops.add(new Hop(first + backwards * apart, first + (n - 1 - node) * apart, depth, bytes));
    }
  }

  private static void chains(
      int first, int apart, int n, boolean bothWays, double size, List<Hop> hops) {
    double bytes = bothWays ? size / 2 : size;
    for (int at = 0; at < n - 1; at++) {
      hops.add(new Hop(first + at * apart, first + (at + 1) * apart, at + 1, bytes));
      if (bothWays) {
        int before = at == 0 ? 0 : n - at;
        hops.add(new Hop(first + before * apart, first + (n - 1 - at) * apart, at + 1, bytes));
      }
    }
  }
}
