package dev.trn3.experiment;

import dev.trn3.serving.Saturation;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Traffic;
import java.util.OptionalInt;

/**
 * Looks for the fewest replicas of one plan that keep a promise; more of them keep it too.
 *
 * @param serving what is promised
 * @param one a replica
 * @param seen where what was found on the way is noted, in case of an interrupt
 */
record ReplicaSearch(Serving serving, Deployment one, ChipsSeen seen) {

  static final String DOING = "looking for the fewest chips";

  private static final double REQUESTS = 2000;
  private static final double CLOSED_LOOP_SECONDS = 600;

  /** The fewest that do, growing from a number; empty if this many do not. */
  OptionalInt from(Deployment.End end, int first, int most) {
    int low = Math.max(first, least(end, most));
    int high = low;
    while (low <= most && !keeps(end, high)) {
      low = high + 1;
      // The rate of an open loop tells nearly how many are needed.
      high = Math.min(most, Math.max(low, serving.isOpenLoop() ? high * 5 / 4 : 2 * high));
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
    if (most < 1 || (serving.level.isPromised() && !keepsAlone(end))) {
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
    Traffic traffic = one.fitting(serving, serving.requests());
    ServingRun run = one.engine(whole(1), end).warmUp(0).run(new OneByOne(traffic, 200), 1e9);
    return Interrupted.unless(run, DOING).goodShare() >= serving.level.share();
  }

  /** Fewer replicas than this cannot answer as many as ask. */
  private int leastByRate(Deployment.End end) {
    Traffic traffic = one.fitting(serving, serving.requests());
    if (!(traffic.perSecond() > 0) || !serving.isOpenLoop()) {
      return 1;
    }
    Saturation most = Saturation.of(one.engine(whole(1), end), traffic);
    return (int) Math.ceil(traffic.perSecond() / most.requestsPerSecond() - 1e-9);
  }

  private Serving whole(int replicas) {
    return serving.replicas(replicas);
  }

  private boolean keeps(Deployment.End end, int replicas) {
    ServingRun run = run(end, replicas);
    boolean keeps = run.measured() > 0 && run.goodShare() >= serving.level.share();
    if (end == Deployment.End.NOMINAL) {
      seen.saw(one.plan(), replicas * one.chipsPerReplica(), keeps);
    }
    return keeps;
  }

  ServingRun run(Deployment.End end, int replicas) {
    Traffic traffic = one.fitting(serving, serving.requests());
    double seconds =
        serving.isOpenLoop() && traffic.perSecond() > 0
            ? Math.min(3600, Math.max(60, REQUESTS / traffic.perSecond()))
            : CLOSED_LOOP_SECONDS;
    return Interrupted.unless(
        one.withReplicas(replicas)
            .engine(whole(replicas), end)
            .warmUp(0.2 * seconds)
            .run(traffic, seconds),
        DOING);
  }
}
