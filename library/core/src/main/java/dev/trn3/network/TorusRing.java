package dev.trn3.network;

import dev.trn3.network.Round.Send;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A ring of a torus as the members of a group sit on it, and the costs of what they send around it.
 * Messages take the shorter way, half of them each way where both are as long. Where members are
 * more than one chip apart, the chips between them are members of groups that do the same.
 *
 * @param length chips around
 * @param fan members, evenly apart
 * @param apart chips from one member to the next
 * @param bandwidth payload bytes per second of a link, one direction
 * @param hop seconds from a chip to its neighbour
 */
record TorusRing(int length, int fan, int apart, double bandwidth, double hop) {

  /** True where members sit all around, so that the last is next to the first. */
  boolean closed() {
    return fan * apart == length;
  }

  /**
   * The level, its exchange still to be worked out together with the other rings.
   *
   * @param inner rings inside, which a message to the next member may have to cross as well
   * @param wraps true where the last of these members sends to the first
   */
  Level named(String name, List<TorusRing> inner, boolean wraps) {
    Map<Algorithm, Lines> passes = new EnumMap<>(Algorithm.class);
    for (Algorithm algorithm : Algorithm.values()) {
      passes.put(algorithm, pass(algorithm));
    }
    return new Level(
        name,
        fan,
        true,
        closed(),
        passes,
        Lines.of(0, 0),
        next(inner, wraps),
        (fan - 1) * apart * hop,
        apart * (closed() ? 0.5 : 1) / bandwidth);
  }

  private Lines pass(Algorithm algorithm) {
    Lines sum = Lines.of(0, 0);
    Round before = null;
    Lines took = sum;
    for (Round round : Round.of(algorithm, fan, closed())) {
      if (!round.equals(before)) {
        took = busiest(loads(round.sends()), new double[] {1});
      }
      before = round;
      sum = sum.then(took);
    }
    return sum;
  }

  private Lines next(List<TorusRing> inner, boolean wraps) {
    int hops = apart;
    double perByte = passing(apart);
    int back = hops(fan - 1, 0);
    double backPerByte = passing(back);
    for (TorusRing ring : inner) {
      hops += ring.apart();
      back += ring.apart();
      perByte = Math.max(perByte, ring.passing(ring.apart()));
      backPerByte = Math.max(backPerByte, ring.passing(ring.apart()));
    }
    Lines ahead = Lines.of(hops * hop, perByte);
    return wraps && !closed() ? ahead.beside(Lines.of(back * hop, backPerByte)) : ahead;
  }

  /** Seconds for a byte of messages to so many chips ahead, half of them each way if opposite. */
  private double passing(int hops) {
    return apart * (2 * hops == length ? 0.5 : 1) / bandwidth;
  }

  /** What an exchange among all members of all rings takes on the links of each. */
  static List<Lines> exchange(List<TorusRing> rings) {
    List<Lines> exchanges = new ArrayList<>();
    int outermost = rings.size() - 1;
    for (int at = 0; at <= outermost; at++) {
      TorusRing ring = rings.get(at);
      List<Send> all = new ArrayList<>();
      for (int ahead = 1; ahead < ring.fan(); ahead++) {
        all.add(new Send(ahead, false, 1));
      }
      double[][] loads = ring.loads(all);
      boolean alike = rings.get(outermost).closed() || at == outermost;
      Lines slowest = Lines.of(0, 0);
      for (int place = 0; place < (alike ? 1 : rings.get(outermost).fan()); place++) {
        slowest = slowest.beside(ring.busiest(loads, elsewhere(rings, at, place)));
      }
      exchanges.add(slowest);
    }
    return exchanges;
  }

  /**
   * The share of members that are so many hops away on all rings but one.
   *
   * @param place where on the outermost ring the sender is; inside, all places are alike
   */
  private static double[] elsewhere(List<TorusRing> rings, int except, int place) {
    double[] shares = {1};
    for (int other = 0; other < rings.size(); other++) {
      if (other != except) {
        int from = other == rings.size() - 1 ? place : 0;
        shares = spread(shares, rings.get(other).hopsFrom(from));
      }
    }
    return shares;
  }

  /** The share of members that are so many hops from one of them. */
  private double[] hopsFrom(int member) {
    double[] shares = new double[length / 2 + 1];
    for (int to = 0; to < fan; to++) {
      shares[hops(member, to)] += 1.0 / fan;
    }
    return shares;
  }

  private int hops(int from, int to) {
    int ahead = Math.floorMod((to - from) * apart, length);
    return Math.min(ahead, length - ahead);
  }

  /** The shares of sums of hops. */
  private static double[] spread(double[] here, double[] there) {
    double[] sums = new double[here.length + there.length - 1];
    for (int i = 0; i < here.length; i++) {
      for (int j = 0; j < there.length; j++) {
        sums[i + j] += here[i] * there[j];
      }
    }
    return sums;
  }

  /** The busiest link, whose messages cross other rings by so many hops as well. */
  private Lines busiest(double[][] loads, double[] elsewhere) {
    Lines busiest = Lines.of(0, 0);
    for (double[] link : loads) {
      busiest = busiest.beside(Lines.arriving(spread(link, elsewhere), hop, bandwidth));
    }
    return busiest;
  }

  /** Bytes on each link, each direction, by hops, for one byte of the buffer. */
  private double[][] loads(List<Send> sends) {
    double[][] loads = new double[2 * length][length / 2 + 1];
    for (Send send : sends) {
      for (int member = 0; member < fan; member++) {
        int to = send.receiver(member, fan);
        for (int beside = 0; beside < apart; beside++) {
          message(member * apart + beside, (to - member) * apart, send.blocks() / fan, loads);
        }
      }
    }
    return loads;
  }

  private void message(int from, int distance, double bytes, double[][] loads) {
    int ahead = Math.floorMod(distance, length);
    if (2 * ahead == length) {
      walk(from, ahead, 1, bytes / 2, loads);
      walk(from, ahead, -1, bytes / 2, loads);
    } else if (2 * ahead < length) {
      walk(from, ahead, 1, bytes, loads);
    } else {
      walk(from, length - ahead, -1, bytes, loads);
    }
  }

  private void walk(int from, int hops, int direction, double bytes, double[][] loads) {
    for (int step = 0; step < hops; step++) {
      int at = Math.floorMod(from + step * direction, length);
      loads[2 * at + (direction > 0 ? 0 : 1)][hops] += bytes;
    }
  }
}
