package dev.trn3.serving;

import dev.trn3.inference.IterationCost;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Replicas that answer requests, event by event. Nothing here knows models or machines; what an
 * iteration takes is asked through {@link IterationCost}.
 *
 * <pre>{@code
 * ServingRun run = ServingEngine.of(model, model.memory().tokens())
 *         .replicas(4).chunkedPrefill(2048).router(Router.LEAST_LOADED)
 *         .run(traffic, 600);
 * run.timeToFirstToken().percentile(99);
 * }</pre>
 *
 * <p>A run takes the requests that arrive in the given time, and is over when they are answered.
 * Latencies are those of all requests that arrived after the warm-up; rates, occupancy and gaps
 * between tokens are measured from the warm-up to the last arrival that was taken.
 *
 * @param pools replicas of one kind, or those that read prompts and those that produce tokens
 * @param router which replica gets a request
 * @param transfer between those that read and those that produce; null if one does both
 * @param autoscaling null if all replicas run all the time
 * @param failures null if nothing fails
 * @param level what a good request is
 * @param warmUp seconds before measuring begins
 * @param requestSeconds from a request to the engine and from its tokens back, beside all else
 */
public record ServingEngine(
    List<Pool> pools,
    Router router,
    KvTransfer transfer,
    Autoscaling autoscaling,
    Failures failures,
    ServiceLevel level,
    double warmUp,
    double requestSeconds) {

  /** Checks that the pools fit together. */
  public ServingEngine {
    pools = List.copyOf(pools);
    Objects.requireNonNull(router);
    Objects.requireNonNull(level);
    boolean split = pools.stream().anyMatch(pool -> pool.role() != Pool.Role.WHOLE);
    boolean both =
        pools.stream().anyMatch(pool -> pool.role() == Pool.Role.PREFILL)
            && pools.stream().anyMatch(pool -> pool.role() == Pool.Role.DECODE);
    if (pools.isEmpty() || (split && !both)) {
      throw new IllegalArgumentException(
          "replicas either do all, or some read prompts and others produce tokens");
    }
    if (split && transfer == null) {
      throw new IllegalArgumentException("say how keys and values get from prefill to decode");
    }
    if (split && autoscaling != null) {
      throw new IllegalArgumentException(
          "autoscaling of separate prefill and decode replicas is not modelled; leave one out");
    }
    if (!(warmUp >= 0) || !(requestSeconds >= 0)) {
      throw new IllegalArgumentException(
          "neither warm-up nor the time of a request is negative: %s s, %s s"
              .formatted(warmUp, requestSeconds));
    }
  }

  /** One replica of one chip with the default scheduler. */
  public static ServingEngine of(IterationCost cost, long kvTokens) {
    return of(new Pool(Pool.Role.WHOLE, cost, Scheduler.of(kvTokens), 1, 1));
  }

  /** Replicas of one kind, the least loaded served first. */
  public static ServingEngine of(Pool pool) {
    return new ServingEngine(
        List.of(pool), Router.LEAST_LOADED, null, null, null, ServiceLevel.NONE, 0, 0);
  }

  /** Replicas that read prompts and others that produce tokens, the least loaded served first. */
  public static ServingEngine split(Pool prefill, Pool decode, KvTransfer transfer) {
    return new ServingEngine(
        List.of(prefill, decode),
        Router.LEAST_LOADED,
        transfer,
        null,
        null,
        ServiceLevel.NONE,
        0,
        0);
  }

  /** So many replicas of the first pool. */
  public ServingEngine replicas(int count) {
    Pool pool = pools.get(0);
    return first(new Pool(pool.role(), pool.cost(), pool.scheduler(), count, pool.chips()));
  }

  /** So many sequences at work at the same time on each replica of the first pool. */
  public ServingEngine maximumSequences(int most) {
    return scheduler(pools.get(0).scheduler().maximumSequences(most));
  }

  /** Prompts are read in chunks on replicas of the first pool. */
  public ServingEngine chunkedPrefill(int tokens) {
    return scheduler(pools.get(0).scheduler().chunkedPrefill(tokens));
  }

  /** Beginnings of prompts that are in memory are not read again, on replicas of the first pool. */
  public ServingEngine prefixCaching() {
    return scheduler(pools.get(0).scheduler().withPrefixCaching());
  }

  /** Another scheduler for replicas of the first pool. */
  public ServingEngine scheduler(Scheduler rules) {
    Pool pool = pools.get(0);
    return first(new Pool(pool.role(), pool.cost(), rules, pool.replicas(), pool.chips()));
  }

  private ServingEngine first(Pool pool) {
    List<Pool> changed = new java.util.ArrayList<>(pools);
    changed.set(0, pool);
    return new ServingEngine(
        changed, router, transfer, autoscaling, failures, level, warmUp, requestSeconds);
  }

  /** Which replica gets a request. */
  public ServingEngine router(Router policy) {
    return new ServingEngine(
        pools, policy, transfer, autoscaling, failures, level, warmUp, requestSeconds);
  }

  /** How keys and values get from prefill to decode. */
  public ServingEngine transfer(KvTransfer how) {
    return new ServingEngine(
        pools, router, how, autoscaling, failures, level, warmUp, requestSeconds);
  }

  /** Replicas start and stop with the load. */
  public ServingEngine autoscaling(Autoscaling rules) {
    return new ServingEngine(
        pools, router, transfer, rules, failures, level, warmUp, requestSeconds);
  }

  /** Chips fail. */
  public ServingEngine failures(Failures some) {
    return new ServingEngine(
        pools, router, transfer, autoscaling, some, level, warmUp, requestSeconds);
  }

  /** What a good request is. */
  public ServingEngine level(ServiceLevel promise) {
    return new ServingEngine(
        pools, router, transfer, autoscaling, failures, promise, warmUp, requestSeconds);
  }

  /** Seconds before measuring begins. */
  public ServingEngine warmUp(double seconds) {
    return new ServingEngine(
        pools, router, transfer, autoscaling, failures, level, seconds, requestSeconds);
  }

  /** Seconds from a request to the engine and from its tokens back. */
  public ServingEngine requestSeconds(double seconds) {
    return new ServingEngine(
        pools, router, transfer, autoscaling, failures, level, warmUp, seconds);
  }

  /** Chips of all replicas. */
  public int chips() {
    return pools.stream().mapToInt(pool -> pool.replicas() * pool.chips()).sum();
  }

  /** Tokens of the largest request that every replica has memory for. */
  public long largestRequest() {
    return pools.stream()
        .mapToLong(
            pool ->
                pool.scheduler().kvTokens()
                    / pool.scheduler().blockTokens()
                    * pool.scheduler().blockTokens())
        .min()
        .orElseThrow();
  }

  /** Plays the requests that arrive in so many seconds, until they are answered. */
  public ServingRun run(Traffic traffic, double seconds) {
    return run(traffic, seconds, Watch.INTERRUPTIBLE);
  }

  /**
   * The same, watched.
   *
   * @throws IllegalArgumentException if the time is not positive, or if a request does not fit into
   *     the memory of a replica
   */
  public ServingRun run(Traffic traffic, double seconds, Watch watch) {
    return fleet(traffic, seconds, watch, ArrivalBound.NONE).play();
  }

  /**
   * The same where the promised share of requests is good; empty where it is not, and played no
   * further than until that is certain.
   *
   * @param most requests that arrive in this time at most
   */
  public Optional<ServingRun> runIfGood(Traffic traffic, double seconds, ArrivalBound most) {
    Fleet fleet = fleet(traffic, seconds, Watch.INTERRUPTIBLE, most);
    ServingRun run = fleet.play();
    boolean missed = fleet.isMissed() || (!run.stopped() && run.goodShare() < level.share());
    return missed ? Optional.empty() : Optional.of(run);
  }

  private Fleet fleet(Traffic traffic, double seconds, Watch watch, ArrivalBound most) {
    if (!(seconds > warmUp) || Double.isInfinite(seconds)) {
      throw new IllegalArgumentException(
          "a run lasts longer than its warm-up of %s s, not %s s".formatted(warmUp, seconds));
    }
    return new Fleet(this, traffic, warmUp, seconds, watch, most);
  }
}
