package dev.trn3.network;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.ScaleOut;
import dev.trn3.hardware.Spine;
import dev.trn3.hardware.SwitchTiers;
import dev.trn3.hardware.Torus;
import dev.trn3.hardware.UltraCluster;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The links of a machine by number, and the way from one chip to another. */
final class FlowNetwork {

  /** Takes the parts of a transfer. */
  interface Sink {
    void accept(int[] links, double bytes, double latency);
  }

  private record Tier(int reach, double bandwidth, double latency) {}

  private final int chips;
  private final int unitChips;
  private final Spine spine;
  private final int units;
  private final boolean folded;
  private final int uplinks;
  private final List<Tier> tiers = new ArrayList<>();
  private final Torus torus;
  private final double[] capacity;
  private final int directLinks;

  /**
   * @param folded true where one chip stands for all, so that it has its share of what is common
   * @param taking chips that take part; what the others would have of an oversubscribed spine is
   *     used by traffic that is not simulated
   */
  FlowNetwork(Fabric fabric, boolean folded, BitSet taking) {
    Machine machine = fabric.machine();
    UltraCluster cluster = machine instanceof UltraCluster many ? many : null;
    Machine unit = cluster == null ? machine : cluster.unit();
    this.folded = folded;
    unitChips = unit.chips();
    units = machine.chips() / unitChips;
    spine = cluster != null && cluster.spine().blocks() ? cluster.spine() : null;
    double payload = fabric.efficiency().si();
    chips = machine.chips();
    torus = machine.topology() instanceof Torus rings ? rings : null;
    if (machine.topology() instanceof SwitchTiers switches) {
      for (SwitchTiers.Tier tier : switches.tiers()) {
        tiers.add(new Tier(tier.reach(), tier.eachWay().si() * payload, tier.latency().si()));
      }
    }
    Optional<ScaleOut> out = unit.scaleOut();
    out.ifPresent(
        net ->
            tiers.add(
                new Tier(Integer.MAX_VALUE, net.perChip().si() * payload, net.latency().si())));
    int dimensions = torus == null ? 0 : torus.rings().size();
    directLinks = chips * dimensions * 2;
    uplinks = directLinks + chips * tiers.size() * 2;
    int leaves = spine == null ? 0 : folded ? 1 : spine.leaves(units);
    capacity = new double[uplinks + leaves * 2];
    for (int link = 0; link < directLinks; link++) {
      capacity[link] = torus.rings().get(link / 2 % dimensions).linkEachWay().si() * payload;
    }
    for (int i = directLinks; i < uplinks; i++) {
      capacity[i] = tiers.get((i - directLinks) / 2 % tiers.size()).bandwidth();
    }
    if (spine != null) {
      double card = out.orElseThrow().perChip().si() * payload;
      double share = card / spine.oversubscription();
      if (folded) {
        java.util.Arrays.fill(capacity, uplinks, capacity.length, share);
      } else {
        taking.stream().forEach(chip -> join(spine.leafOf(chip / unitChips, units), share));
      }
    }
  }

  /** True where equal chips see equal links, so that one can stand for all. */
  static boolean symmetric(Machine machine) {
    return machine.topology() instanceof SwitchTiers
        && !(machine instanceof UltraCluster cluster
            && cluster.spine().blocks()
            && cluster.spine().placement() == Spine.Placement.SPREAD);
  }

  private void join(int leaf, double share) {
    capacity[uplinks + leaf * 2] += share;
    capacity[uplinks + leaf * 2 + 1] += share;
  }

  double[] capacity() {
    return capacity;
  }

  /** Slows all ports of a chip down. */
  void slow(int chip, double factor) {
    int direct = directLinks / chips;
    for (int i = 0; i < direct; i++) {
      capacity[chip * direct + i] /= factor;
    }
    for (int i = 0; i < tiers.size() * 2; i++) {
      capacity[directLinks + chip * tiers.size() * 2 + i] /= factor;
    }
  }

  /** Sends bytes over the shortest way; where two are equally short, half over each. */
  void route(int from, int to, double bytes, Sink sink) {
    if (torus != null && from / torus.chips() == to / torus.chips()) {
      overTorus(from, to, bytes, sink);
      return;
    }
    int at = tiers.size() - 1;
    if (from / unitChips == to / unitChips) {
      at = 0;
      while (from % unitChips / tiers.get(at).reach() != to % unitChips / tiers.get(at).reach()) {
        at++;
      }
    }
    int send = directLinks + (from * tiers.size() + at) * 2;
    int receive = directLinks + (to * tiers.size() + at) * 2 + 1;
    sink.accept(
        links(send, receive, from / unitChips, to / unitChips), bytes, tiers.get(at).latency());
  }

  /** The ports of sender and receiver, and the links above their leaves where these differ. */
  private int[] links(int send, int receive, int fromUnit, int toUnit) {
    if (spine == null) {
      return new int[] {send, receive};
    }
    int up = spine.leafOf(fromUnit, units);
    int down = spine.leafOf(toUnit, units);
    if (up == down) {
      return new int[] {send, receive};
    }
    return folded
        ? new int[] {send, uplinks, receive}
        : new int[] {send, uplinks + up * 2, uplinks + down * 2 + 1, receive};
  }

  private void overTorus(int from, int to, double bytes, Sink sink) {
    boolean tie = false;
    int inner = 1;
    for (Torus.Ring ring : torus.rings()) {
      int ahead = Math.floorMod(to / inner - from / inner, ring.length());
      tie |= ahead * 2 == ring.length();
      inner *= ring.length();
    }
    if (!tie) {
      oneWay(from, to, bytes, true, sink);
      return;
    }
    oneWay(from, to, bytes / 2, true, sink);
    oneWay(from, to, bytes / 2, false, sink);
  }

  private void oneWay(int from, int to, double bytes, boolean forwardOnTie, Sink sink) {
    List<Integer> links = new ArrayList<>();
    int at = from;
    int inner = 1;
    int dimensions = torus.rings().size();
    for (int d = 0; d < dimensions; d++) {
      int length = torus.rings().get(d).length();
      int ahead = Math.floorMod(to / inner - from / inner, length);
      boolean forward = ahead * 2 < length || (ahead * 2 == length && forwardOnTie);
      int steps = forward ? ahead : length - ahead;
      for (int s = 0; s < steps; s++) {
        links.add((at * dimensions + d) * 2 + (forward ? 0 : 1));
        int here = at / inner % length;
        int next = Math.floorMod(here + (forward ? 1 : -1), length);
        at += (next - here) * inner;
      }
      inner *= length;
    }
    sink.accept(
        links.stream().mapToInt(Integer::intValue).toArray(),
        bytes,
        links.size() * torus.latency().si());
  }
}
