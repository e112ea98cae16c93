package dev.trn3.serving;

import static dev.trn3.serving.ServingFixture.COST;
import static org.assertj.core.api.Assertions.assertThat;

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
}
