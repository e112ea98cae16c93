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

  private final int ranks;
  private final List<Level> levels;
  private final Members members;
  private final Level[] last;
  private final int inside;
  private final int torus;
  private final double start;
  private final Selection selection;
  private final Algorithm forced;
  private final Trace trace;

  /**
   * @param levels from the nearest members outwards
   * @param inside how many of the levels are inside a machine
   * @param torus how many of the first levels are rings of one torus
   * @param start seconds to start any collective
   * @param forced the one algorithm to use; empty to choose
   * @param trace where to write down the parts, or null
   */
  Communicator(
      int ranks,
      List<Level> levels,
      int inside,
      int torus,
      double start,
      Selection selection,
      Optional<Algorithm> forced,
      Trace trace) {
    this.ranks = ranks;
    this.levels = List.copyOf(levels);
    this.members = new Members(ranks, this.levels);
    this.last = members.even() ? null : last(members);
    this.inside = inside;
    this.torus = torus;
    this.start = start;
    this.selection = selection;
    this.forced = forced.orElse(null);
    this.trace = trace;
  }

  /** The levels as the last group of each, the smallest, has them. */
  private static Level[] last(Members members) {
    Level[] last = new Level[members.levels().size()];
    for (int i = 0; i < last.length; i++) {
      last[i] = members.levels().get(i).joining(members.joinedLast(i));
    }
    return last;
  }

  /** The number of members. */
  public int ranks() {
    return ranks;
  }

  /** The same group with one algorithm on every level. */
  public Communicator using(Algorithm algorithm) {
    return new Communicator(
        ranks, levels, inside, torus, start, selection, Optional.of(algorithm), trace);
  }

  /** The same group, writing down where the time goes. */
  Communicator tracing(Trace other) {
    return new Communicator(
        ranks, levels, inside, torus, start, selection, Optional.ofNullable(forced), other);
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
    double busiest = 0;
    double farthest = 0;
    int members = 1;
    for (Level level : levels) {
      int reached = Math.min(ranks, members * level.fan());
      boolean switched = level.shape() == Level.Shape.SWITCH;
      int through = level.passed() ? ranks : reached;
      int fewest = Math.min(members, reached - (level.fan() - 1) * members);
      double moving =
          switched
              ? (double) (through - fewest) / ranks * bytes / level.bandwidth()
              : level.exchanging(bytes * torusMembers() / ranks);
      farthest = switched ? Math.max(farthest, level.reach()) : farthest + level.reach();
      busiest = Math.max(busiest, moving);
      members = reached;
      if (trace != null) {
        trace.add(level.name(), "exchange, at the same time", level.fan(), level.reach(), moving);
      }
    }
    return start() + farthest + busiest;
  }

  private int torusMembers() {
    int members = 1;
    for (int i = 0; i < torus; i++) {
      members *= levels.get(i).fan();
    }
    return Math.min(ranks, members);
  }

  /** Seconds until everyone has the buffer that one rank had. */
  public double broadcast(double bytes) {
    if (levels.isEmpty()) {
      return 0;
    }
    double waiting = 0;
    double slowest = 0;
    for (Level level : levels) {
      double here = level.filling();
      double moving = bytes / level.bandwidth();
      waiting += here;
      slowest = Math.max(slowest, moving);
      if (trace != null) {
        trace.add(level.name(), "two trees, pipelined", level.fan(), here, moving);
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
      if (level.nextDoor(bytes) > slowest.nextDoor(bytes)) {
        slowest = level;
      }
    }
    double moving = slowest.nextDoor(bytes) - slowest.latency();
    if (trace != null) {
      trace.add(slowest.name(), "to the next rank", 2, slowest.latency(), moving);
    }
    return start() + slowest.nextDoor(bytes);
  }

  private double start() {
    if (trace != null) {
      trace.add("every level", "start", ranks, start, 0);
    }
    return start;
  }

  /**
   * One pass over all levels: a reduce-scatter outwards, or an all-gather inwards. Where groups are
   * unequal, members of the last and smallest have most of the buffer to exchange farther out.
   */
  private double pass(double bytes, int times) {
    double total = torus > 1 ? torusPass(bytes, times) : 0;
    double here = bytes;
    double most = bytes;
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      if (torus <= 1 || i >= torus) {
        Algorithm algorithm = algorithm(i, bytes, here);
        boolean lastIsSlower =
            last != null
                && last[i].fan() > 1
                && last[i].pass(algorithm, most) > level.pass(algorithm, here);
        total +=
            lastIsSlower
                ? took(last[i], algorithm, most, times)
                : took(level, algorithm, here, times);
      }
      here /= level.fan();
      most /= last == null ? level.fan() : last[i].fan();
    }
    return total;
  }

  private double took(Level level, Algorithm algorithm, double bytes, int times) {
    if (trace != null) {
      trace.add(
          level.name(),
          algorithm.toString(),
          level.fan(),
          times * level.waiting(algorithm),
          times * level.moving(algorithm, bytes));
    }
    return level.pass(algorithm, bytes);
  }

  /** The rings of a torus work at once, each on its share, taking turns with the dimensions. */
  private double torusPass(double bytes, int times) {
    double waiting = 0;
    double moving = 0;
    for (int stage = 0; stage < torus; stage++) {
      double slowestWait = 0;
      double slowestMove = 0;
      for (int share = 0; share < torus; share++) {
        double here = bytes / torus;
        for (int done = 0; done < stage; done++) {
          here /= levels.get((share + done) % torus).fan();
        }
        Level level = levels.get((share + stage) % torus);
        Algorithm algorithm = algorithm((share + stage) % torus, bytes, here);
        slowestWait = Math.max(slowestWait, level.waiting(algorithm));
        slowestMove = Math.max(slowestMove, level.moving(algorithm, here));
      }
      waiting += slowestWait;
      moving += slowestMove;
    }
    if (trace != null) {
      trace.add(
          torus + " rings of the torus",
          algorithm(0, bytes, bytes).toString(),
          torusMembers(),
          times * waiting,
          times * moving);
    }
    return waiting + moving;
  }

  /** How a level works on this many bytes of a buffer. */
  Algorithm algorithm(int level, double buffer, double here) {
    return forced != null
        ? forced
        : selection.choose(levels.get(level), level < inside, buffer, here);
  }
}
