package dev.trn3.network;

import java.util.List;
import java.util.Optional;

/**
 * A group of chips at equal distances, ready to be asked what collectives cost.
 *
 * <p>All methods return seconds and cost well under a microsecond. Sizes are bytes of the whole
 * buffer: what each rank holds before an all-reduce or reduce-scatter, what each holds after an
 * all-gather, what each sends in an all-to-all. A group of one costs nothing.
 */
public final class Communicator {

  private final Members members;
  private final List<Level> levels;
  private final int inside;
  private final int torus;
  private final double start;
  private final Selection selection;
  private final Algorithm forced;
  private final Trace trace;

  /**
   * @param members as the levels nest them
   * @param levels from the nearest members outwards
   * @param inside how many of the levels are inside a machine
   * @param torus how many of the first levels are rings of one torus
   * @param start seconds to start any collective
   * @param forced the one algorithm to use; empty to choose
   * @param trace where to write down the parts, or null
   */
  Communicator(
      Members members,
      List<Level> levels,
      int inside,
      int torus,
      double start,
      Selection selection,
      Optional<Algorithm> forced,
      Trace trace) {
    this.members = members;
    this.levels = List.copyOf(levels);
    this.inside = inside;
    this.torus = torus;
    this.start = start;
    this.selection = selection;
    this.forced = forced.orElse(null);
    this.trace = trace;
  }

  /** The number of members. */
  public int ranks() {
    return members.ranks();
  }

  /** The same group with one algorithm on every level. */
  public Communicator using(Algorithm algorithm) {
    return new Communicator(
        members, levels, inside, torus, start, selection, Optional.of(algorithm), trace);
  }

  /** The same group, writing down where the time goes. */
  Communicator tracing(Trace other) {
    return new Communicator(
        members, levels, inside, torus, start, selection, Optional.ofNullable(forced), other);
  }

  List<Level> levels() {
    return levels;
  }

  Members members() {
    return members;
  }

  /** How many of the first levels are rings of one torus, which work at the same time. */
  int torus() {
    return torus;
  }

  /** Seconds to sum a buffer of this many bytes over all ranks, everyone getting the sum. */
  public double allReduce(double bytes) {
    return levels.isEmpty() ? 0 : start() + 2 * pass(bytes, 2);
  }

  /** Seconds until everyone has the whole buffer of which each holds a part. */
  public double allGather(double bytes) {
    return levels.isEmpty() ? 0 : start() + pass(bytes, 1);
  }

  /** Seconds until everyone has its part of the sum of all buffers. */
  public double reduceScatter(double bytes) {
    return allGather(bytes);
  }

  /** Seconds until everyone has sent an equal part of its buffer to everyone. */
  public double allToAll(double bytes) {
    if (levels.isEmpty()) {
      return 0;
    }
    double slowest = 0;
    for (Level level : levels) {
      slowest = Math.max(slowest, level.exchange().seconds(bytes));
      if (trace != null) {
        trace.add(level.name(), "exchange, at the same time", level.fan(), level.exchange(), bytes);
      }
    }
    return start() + slowest;
  }

  /** Seconds until everyone has the buffer that one rank had. */
  public double broadcast(double bytes) {
    if (levels.isEmpty()) {
      return 0;
    }
    double waiting = 0;
    double slowest = 0;
    for (Level level : levels) {
      double moving = bytes * level.streaming();
      waiting += level.filling();
      slowest = Math.max(slowest, moving);
      if (trace != null) {
        String how = level.chained() ? "chains, pipelined" : "two trees, pipelined";
        trace.add(level.name(), how, level.fan(), level.filling(), moving);
      }
    }
    return start() + waiting + slowest;
  }

  /** Seconds to send this many bytes to the next rank of the group, everyone at once. */
  public double sendReceive(double bytes) {
    if (levels.isEmpty()) {
      return 0;
    }
    Level slowest = levels.get(0);
    for (Level level : levels) {
      if (level.next().seconds(bytes) > slowest.next().seconds(bytes)) {
        slowest = level;
      }
    }
    if (trace != null) {
      trace.add(slowest.name(), "to the next rank", 2, slowest.next(), bytes);
    }
    return start() + slowest.next().seconds(bytes);
  }

  private double start() {
    if (trace != null) {
      trace.add("every level", "start", members.ranks(), start, 0);
    }
    return start;
  }

  /** One pass over all levels: a reduce-scatter outwards, or an all-gather inwards. */
  private double pass(double bytes, int times) {
    double total = torus > 0 ? torusPass(bytes, times) : 0;
    for (int i = torus; i < levels.size(); i++) {
      Level level = levels.get(i);
      Algorithm algorithm = algorithm(i, bytes, bytes);
      Lines pass = level.pass(algorithm);
      if (trace != null) {
        double waiting = times * pass.waiting(bytes);
        trace.add(
            level.name(), algorithm.toString(), level.fan(), waiting, times * pass.moving(bytes));
      }
      total += pass.seconds(bytes);
    }
    return total;
  }

  /** The rings of a torus work at once, each on its share, taking turns with the dimensions. */
  private double torusPass(double bytes, int times) {
    double total = 0;
    double waiting = 0;
    for (int stage = 0; stage < torus; stage++) {
      double slowest = 0;
      double slowestWait = 0;
      for (int share = 0; share < torus; share++) {
        double here = bytes / torus;
        for (int done = 0; done < stage; done++) {
          here /= levels.get((share + done) % torus).fan();
        }
        int ring = (share + stage) % torus;
        Lines pass = levels.get(ring).pass(algorithm(ring, bytes, here));
        double seconds = pass.seconds(here);
        if (seconds > slowest) {
          slowest = seconds;
          slowestWait = pass.waiting(here);
        }
      }
      total += slowest;
      waiting += slowestWait;
    }
    if (trace != null) {
      trace.add(
          torus == 1 ? levels.get(0).name() : torus + " rings of the torus",
          algorithm(0, bytes, bytes).toString(),
          torusMembers(),
          times * waiting,
          times * (total - waiting));
    }
    return total;
  }

  private int torusMembers() {
    int joined = 1;
    for (int i = 0; i < torus; i++) {
      joined *= levels.get(i).fan();
    }
    return joined;
  }

  /**
   * How a level works.
   *
   * @param buffer bytes of the whole buffer
   * @param bytes what reaches a ring of a torus; elsewhere the whole buffer
   */
  Algorithm algorithm(int level, double buffer, double bytes) {
    return forced != null
        ? forced
        : selection.choose(levels.get(level), level < inside, buffer, bytes);
  }
}
