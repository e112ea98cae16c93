package dev.trn3.experiment;

import dev.trn3.serving.ArrivalBound;
import dev.trn3.serving.Saturation;
import dev.trn3.serving.ServiceLevel;
import dev.trn3.serving.ServingEngine;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Traffic;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Looks for the fewest replicas of one plan that keep a promise; more of them keep it too.
 *
 * @param serving what is promised
 * @param one a replica
 * @param seen where what was found on the way is noted, in case of an interrupt
 * @param most requests that come at most
 * @param runs what was played so far; empty where too few requests were good
 */
record ReplicaSearch(
    Serving serving,
    Deployment one,
    ChipsSeen seen,
    ArrivalBound most,
    Map<Count, Optional<ServingRun>> runs) {

  /** Replicas at one end of the error bars. */
  record Count(Deployment.End end, int replicas) {}

  ReplicaSearch(Serving serving, Deployment one, ChipsSeen seen, ArrivalBound most) {
    this(serving, one, seen, most, new HashMap<>());
  }

  static final String DOING = "looking for the fewest chips";

  private static final double REQUESTS = 2000;
  private static final double CLOSED_LOOP_SECONDS = 600;

  /**
   * True if requests may come faster than they can be answered: those of a trace that ends in this
   * time, where the promise says how long a request may wait. An endless queue keeps no promise,
   * and without one all that can be asked is that no queue grows.
   */
  static boolean mayFallBehind(Serving serving, double seconds) {
    ServiceLevel level = serving.said.level;
    double wait = Math.min(level.timeToFirstToken(), level.latency());
    return wait < Double.POSITIVE_INFINITY && serving.said.requests().lastArrival() <= seconds;
  }

  /** The fewest that do, growing from a number; empty if this many do not. */
  OptionalInt from(Deployment.End end, int first, int most) {
    int low = Math.max(first, least(end, most));
    int high = low;
    while (low <= most && !keeps(end, high)) {
      low = high + 1;
      // The rate of an open loop, where it is a bound, tells nearly how many are needed.
      boolean near = serving.said.isOpenLoop() && !mayFallBehind(serving, seconds());
      high = Math.min(most, Math.max(low, near ? high * 5 / 4 : 2 * high));
    }
    return low > most ? OptionalInt.empty() : OptionalInt.of(bisected(end, low, high));
  }

  /** The fewest that do, up to a number that is tried first; empty if it does not. */
  OptionalInt upTo(Deployment.End end, int most) {
    int low = least(end, most);
    return low > most || !keeps(end, most)
        ? OptionalInt.empty()
        : OptionalInt.of(bisected(end, low, most));
  }

  /** Fewer than this cannot do; more than the most where none can. */
  private int least(Deployment.End end, int most) {
    if (most < 1 || (serving.said.level.isPromised() && !keepsAlone(end))) {
      return most + 1;
    }
    return Math.max(1, leastByRate(end));
  }

  /** Between a number below which none does and one that does. */
  private int bisected(Deployment.End end, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keeps(end, middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }

  private boolean keepsAlone(Deployment.End end) {
    ServingRun run = one.engine(whole(1), end).warmUp(0).run(new OneByOne(traffic(), 200), 1e9);
    return uninterrupted(run).goodShare() >= serving.said.level.share();
  }

  /** Fewer replicas than this cannot answer as many as ask. */
  private int leastByRate(Deployment.End end) {
    Traffic traffic = traffic();
    boolean bound = serving.said.isOpenLoop() && !mayFallBehind(serving, seconds());
    if (!(traffic.perSecond() > 0) || !bound) {
      return 1;
    }
    Saturation most = one.saturation(whole(1), end, traffic);
    return (int) Math.ceil(traffic.perSecond() / most.requestsPerSecond() - 1e-9);
  }

  private Serving whole(int replicas) {
    return serving.replicas(replicas);
  }

  private boolean keeps(Deployment.End end, int replicas) {
    Optional<ServingRun> good =
        runs.computeIfAbsent(new Count(end, replicas), this::playedIfGood)
            .filter(run -> run.measured() > 0 && run.goodShare() >= serving.said.level.share());
    if (end == Deployment.End.NOMINAL) {
      seen.saw(one.plan(), replicas * one.chipsPerReplica(), good.isPresent());
      good.ifPresent(run -> seen.kept(Capacity.of(this, replicas, run)));
    }
    return good.isPresent();
  }

  private double seconds() {
    return seconds(serving);
  }

  /** The time that is played. */
  private static double seconds(Serving serving) {
    double offered = serving.said.requests().perSecond();
    return serving.said.isOpenLoop() && offered > 0
        ? Math.min(3600, Math.max(60, REQUESTS / offered))
        : CLOSED_LOOP_SECONDS;
  }

  /** Requests that come at most in the time that is played, whatever answers them. */
  static ArrivalBound most(Serving serving) {
    return ArrivalBound.of(serving.said.requests(), seconds(serving));
  }

  /** What so many replicas do, whether or not it is good; the search then knows it, too. */
  ServingRun run(Deployment.End end, int replicas) {
    ServingRun run = uninterrupted(engine(end, replicas).run(traffic(), seconds()));
    runs.put(new Count(end, replicas), Optional.of(run));
    return run;
  }

  private Optional<ServingRun> playedIfGood(Count count) {
    return engine(count.end(), count.replicas())
        .runIfGood(traffic(), seconds(), most)
        .map(this::uninterrupted);
  }

  private Traffic traffic() {
    return one.fitting(serving, serving.said.requests());
  }

  private ServingEngine engine(Deployment.End end, int replicas) {
    // A trace that ends may be over before a warm-up is.
    double warmUp = traffic().lastArrival() <= seconds() ? 0 : 0.2 * seconds();
    return one.withReplicas(replicas).engine(whole(replicas), end).warmUp(warmUp);
  }

  private ServingRun uninterrupted(ServingRun run) {
    return Interrupted.unless(run, serving, DOING);
  }
}
