package dev.trn3.serving;

import static dev.trn3.serving.ServingFixture.COST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.serving.ServingFixture.Listed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoutingTest {

  private static final ServingEngine ENGINE =
      ServingEngine.of(COST, 300_000).replicas(200).prefixCaching();

  /** They are looked at one by one where they may fail, and these never do. */
  private static final Failures NONE = new Failures(1e18, 1, 1);

  private final Traffic traffic = AgentTraffic.sessions(60);

  private ServingRun played(ServingEngine engine) {
    return engine.run(traffic, 120);
  }

  @ParameterizedTest
  @EnumSource(Router.class)
  void givesRequestsToTheSameReplicasAsOneThatLooksAtAll(Router router) {
    ServingRun some = played(ENGINE.router(router));
    ServingRun all = played(ENGINE.router(router).failures(NONE));

    assertThat(some.answered()).isEqualTo(all.answered()).isGreaterThan(100);
    assertThat(some.producedTokens()).isEqualTo(all.producedTokens());
    assertThat(some.prefixHitShare()).isEqualTo(all.prefixHitShare());
    assertThat(some.ended()).isEqualTo(all.ended());
    assertThat(some.timeToFirstToken().mean()).isEqualTo(all.timeToFirstToken().mean());
    assertThat(some.interTokenLatency().mean()).isEqualTo(all.interTokenLatency().mean());
  }

  @Test
  void looksAtThoseThatHadARequestAndOneMore() {
    Fleet fleet = new Fleet(ENGINE, traffic, 0, 1, Watch.INTERRUPTIBLE, ArrivalBound.NONE);
    Replica[] replicas = new Replica[50];
    for (int i = 0; i < replicas.length; i++) {
      replicas[i] = new Replica(i, ENGINE.pools().get(0), fleet, null);
      replicas[i].accepting = true;
    }
    Routing alike = new Routing(Router.PREFIX_AWARE, replicas, fleet.holders, true);
    Routing unlike = new Routing(Router.PREFIX_AWARE, replicas, fleet.holders, false);
    Request request = Request.of(0, 1000, 3);

    for (int busy = 0; busy < 20; busy++) {
      Replica chosen = alike.forPrompt(request);
      assertThat(chosen).isSameAs(unlike.forPrompt(request)).isSameAs(replicas[busy]);
      assertThat(alike.reach()).isEqualTo(busy + 2);
      chosen.waiting.add(fleet.slots.take(request), busy);
    }
    assertThat(unlike.reach()).isEqualTo(50);
  }

  private static final int MOST_STEPS = 50_000;

  /** Replicas at work, and two that choose among them for every request. */
  private static final class Pair {

    /** Nothing is measured, as the clock of the fleet stands still. */
    private static final double NEVER = 1e9;

    final Replica[] replicas = new Replica[50];
    final Routing some;
    final Routing all;
    final BitSet used = new BitSet();
    int elsewhere;

    private final SplittableRandom random;
    private final Fleet fleet;
    private final SlotHeap shared;
    private final List<Prefix> prefixes = new ArrayList<>(List.of(Prefix.NONE));
    private double now;

    Pair(Router router, int seed) {
      random = new SplittableRandom(seed);
      fleet =
          new Fleet(ENGINE, Listed.of(), NEVER, NEVER + 1, Watch.INTERRUPTIBLE, ArrivalBound.NONE);
      shared = router == Router.SHARED_QUEUE ? new SlotHeap(fleet.slots.keys) : null;
      Scheduler small = Scheduler.of(30_000).withPrefixCaching().maximumSequences(8);
      Pool pool = new Pool(Pool.Role.WHOLE, COST, small, replicas.length, 1);
      for (int i = 0; i < replicas.length; i++) {
        replicas[i] = new Replica(i, pool, fleet, shared);
        replicas[i].accepting = true;
      }
      some = new Routing(router, replicas, fleet.holders, true);
      all = new Routing(router, replicas, fleet.holders, false);
    }

    private Request request() {
      boolean asksOn = random.nextInt(4) > 0;
      Prefix begins = asksOn ? prefixes.get(random.nextInt(prefixes.size())) : Prefix.NONE;
      int more = random.nextInt(1, 2000);
      int output = random.nextInt(1, 300);
      Prefix leaves = begins.then(more + output);
      if (leaves.tokens() < 8000) {
        prefixes.add(leaves);
      }
      return Request.of(now, begins.tokens() + more, output).begins(begins).leaves(leaves);
    }

    void arrive() {
      Request request = request();
      Replica least = least();
      Replica chosen = shared == null ? some.forPrompt(request) : some.free();
      assertThat(chosen).isSameAs(shared == null ? all.forPrompt(request) : all.free());
      int slot = fleet.slots.take(request);
      (shared == null ? chosen.waiting : shared).add(slot, fleet.slots.order[slot]);
      if (chosen != null) {
        used.set(chosen.number);
        elsewhere += chosen == least ? 0 : 1;
        chosen.wake(now);
      }
    }

    private Replica least() {
      return Arrays.stream(replicas).min(Comparator.comparingInt(Replica::load)).orElseThrow();
    }

    /** The next iteration ends, if any is under way. */
    void end() {
      if (fleet.events.time() < Double.POSITIVE_INFINITY) {
        now = fleet.events.time();
        replicas[fleet.events.first()].finish(now);
      }
    }

    boolean hasSeenAll() {
      return used.cardinality() == replicas.length && fleet.meters.answered > 200;
    }

    /** One comes where fewer are in flight, else something ends. */
    void goTowards(int inFlight) {
      if (fleet.slots.inFlight() < inFlight) {
        arrive();
      } else {
        end();
      }
    }
  }

  /** Busy and quiet times come in turns, so that replicas fall idle and are chosen again. */
  @ParameterizedTest
  @EnumSource(Router.class)
  void givesEachRequestToTheReplicaThatALookAtAllGives(Router router) {
    int elsewhere = 0;
    for (int seed = 1; seed <= 5; seed++) {
      Pair pair = new Pair(router, seed);
      for (int step = 0; step < MOST_STEPS && !pair.hasSeenAll(); step++) {
        boolean busy = step / 200 % 2 == 0;
        pair.goTowards(busy ? step / 50 + 1 : step / 200);
      }
      assertThat(pair.used.cardinality()).as("replicas that had a request").isEqualTo(50);
      assertThat(pair.fleet.meters.answered).as("requests that have ended").isGreaterThan(200);
      elsewhere += pair.elsewhere;
    }
    if (router == Router.PREFIX_AWARE) {
      assertThat(elsewhere).as("requests for those that hold their beginning").isGreaterThan(50);
    }
  }
}
