package dev.trn3.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Everyone sends to everyone on the rings of a torus, ring after ring, half of the messages each
 * way where a ring has two ways that are as long. All places of a ring that is full are alike, and
 * only the outermost may not be: one place stands for the others of each full ring.
 */
final class TorusExchange {

  private final List<TorusRing> rings;
  private final TorusRing outermost;
  private final boolean closed;
  private final int members;
  private final Messages messages;

  TorusExchange(List<TorusRing> rings) {
    this.rings = rings;
    outermost = rings.get(rings.size() - 1);
    closed = outermost.closed();
    members = rings.stream().mapToInt(TorusRing::fan).reduce(1, (a, b) -> a * b);
    double[] capacity = new double[2 * rings.size() * (closed ? 1 : outermost.length())];
    for (int link = 0; link < capacity.length; link++) {
      capacity[link] = rings.get(link % rings.size()).bandwidth();
    }
    messages = new Messages(capacity);
  }

  List<Lines> byRing() {
    for (int from = 0; from < (closed ? 1 : outermost.fan()); from++) {
      for (int beside = 0; beside < (closed ? 1 : outermost.apart()); beside++) {
        int place = closed ? 0 : from * outermost.apart() + beside;
        boolean ours = closed || beside == outermost.offset();
        for (int to = 0; to < members; to++) {
          send(ahead(from, to), place, ours);
        }
      }
    }
    return List.of(messages.byKind(rings.size()));
  }

  /** Chips ahead on each ring; members are numbered along the innermost first. */
  private int[] ahead(int from, int to) {
    int[] ahead = new int[rings.size()];
    int left = to;
    for (int at = 0; at < ahead.length; at++) {
      int fan = rings.get(at).fan();
      boolean last = at == ahead.length - 1;
      ahead[at] = rings.get(at).ahead(left % fan - (last ? from : 0));
      left /= fan;
    }
    return ahead;
  }

  private void send(int[] ahead, int place, boolean ours) {
    boolean tie = false;
    int hops = 0;
    for (int at = 0; at < ahead.length; at++) {
      tie |= 2 * ahead[at] == rings.get(at).length();
      hops += ahead[at];
    }
    if (hops > 0) {
      double bytes = 1.0 / members;
      walk(ahead, place, true, tie ? bytes / 2 : bytes, ours);
      if (tie) {
        walk(ahead, place, false, bytes / 2, ours);
      }
    }
  }

  private void walk(int[] ahead, int place, boolean forwardOnTie, double bytes, boolean ours) {
    List<Integer> links = new ArrayList<>();
    double latency = 0;
    for (int at = 0; at < ahead.length; at++) {
      TorusRing ring = rings.get(at);
      boolean tie = 2 * ahead[at] == ring.length();
      boolean forward = tie ? forwardOnTie : 2 * ahead[at] < ring.length();
      int hops = forward ? ahead[at] : ring.length() - ahead[at];
      for (int step = 0; step < hops; step++) {
        boolean moves = !closed && at == ahead.length - 1;
        int here = moves ? Math.floorMod(place + (forward ? step : -step), ring.length()) : place;
        links.add((2 * here + (forward ? 0 : 1)) * ahead.length + at);
      }
      latency += hops * ring.hop();
    }
    messages.add(links, bytes, latency, ours);
  }
}
