package dev.trn3.network;

import dev.trn3.network.Round.Send;
import java.util.ArrayList;
import java.util.Arrays;
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
 * @param offset chips from the first of the groups that are interleaved to this one
 * @param bandwidth payload bytes per second of a link, one direction
 * @param hop seconds from a chip to its neighbour
 */
record TorusRing(int length, int fan, int apart, int offset, double bandwidth, double hop) {

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
        took = turn(round.sends());
      }
      before = round;
      sum = sum.then(took);
    }
    return sum;
  }

  /** What all members send between two waits. */
  private Lines turn(List<Send> sends) {
    double[] capacity = new double[2 * length];
    Arrays.fill(capacity, bandwidth);
    Messages messages = new Messages(capacity);
    for (Send send : sends) {
      for (int member = 0; member < fan; member++) {
        int ahead = Math.floorMod((send.receiver(member, fan) - member) * apart, length);
        boolean tie = 2 * ahead == length;
        double bytes = send.blocks() / fan * (tie ? 0.5 : 1);
        for (int beside = 0; beside < apart; beside++) {
          int from = member * apart + beside;
          for (boolean forward : ways(ahead)) {
            int hops = hops(ahead, forward);
            messages.add(around(from, hops, forward), bytes, hops * hop, beside == offset);
          }
        }
      }
    }
    return messages.all();
  }

  /** Ahead, back, or both. */
  private boolean[] ways(int ahead) {
    return 2 * ahead == length ? new boolean[] {true, false} : new boolean[] {2 * ahead < length};
  }

  private int hops(int ahead, boolean forward) {
    return forward ? ahead : length - ahead;
  }

  private List<Integer> around(int from, int hops, boolean forward) {
    List<Integer> links = new ArrayList<>();
    for (int step = 0; step < hops; step++) {
      int at = Math.floorMod(from + (forward ? step : -step), length);
      links.add(2 * at + (forward ? 0 : 1));
    }
    return links;
  }

  private Lines next(List<TorusRing> inner, boolean wraps) {
    int hops = apart;
    double perByte = passing(apart);
    int between = (fan - 1) * apart;
    int back = Math.min(between, length - between);
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

  /** What an exchange among all members of all rings takes, by the ring that holds it up. */
  static List<Lines> exchange(List<TorusRing> rings) {
    return new TorusExchange(rings).byRing();
  }

  /** Chips from one to another. */
  int ahead(int members) {
    return Math.floorMod(members * apart, length);
  }
}
