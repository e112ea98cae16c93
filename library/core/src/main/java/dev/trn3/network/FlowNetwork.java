package dev.trn3.network;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.ScaleOut;
import dev.trn3.hardware.SwitchTiers;
import dev.trn3.hardware.Torus;
import java.util.ArrayList;
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
  private final List<Tier> tiers = new ArrayList<>();
  private final Torus torus;
  private final double[] capacity;
  private final int directLinks;

  FlowNetwork(Fabric fabric) {
    Machine machine = fabric.machine();
    double payload = fabric.efficiency().si();
    chips = machine.chips();
    torus = machine.topology() instanceof Torus rings ? rings : null;
    if (machine.topology() instanceof SwitchTiers switches) {
      for (SwitchTiers.Tier tier : switches.tiers()) {
        tiers.add(new Tier(tier.reach(), tier.eachWay().si() * payload, tier.latency().si()));
      }
    }
    Optional<ScaleOut> out = machine.scaleOut();
    out.ifPresent(
        net ->
            tiers.add(
                new Tier(Integer.MAX_VALUE, net.perChip().si() * payload, net.latency().si())));
    int dimensions = torus == null ? 0 : torus.rings().size();
    directLinks = chips * dimensions * 2;
    capacity = new double[directLinks + chips * tiers.size() * 2];
    for (int link = 0; link < directLinks; link++) {
      capacity[link] = torus.rings().get(link / 2 % dimensions).linkEachWay().si() * payload;
    }
    for (int i = directLinks; i < capacity.length; i++) {
      capacity[i] = tiers.get((i - directLinks) / 2 % tiers.size()).bandwidth();
    }
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
    int at = 0;
    while (from / tiers.get(at).reach() != to / tiers.get(at).reach()) {
      at++;
    }
    int send = directLinks + (from * tiers.size() + at) * 2;
    int receive = directLinks + (to * tiers.size() + at) * 2 + 1;
    sink.accept(new int[] {send, receive}, bytes, tiers.get(at).latency());
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
