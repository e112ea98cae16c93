package dev.trn3.serving;

import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServingFixture.COST;
import static dev.trn3.serving.ServingFixture.Listed;
import static dev.trn3.serving.ServingFixture.PLENTY;
import static dev.trn3.serving.ServingFixture.chat;
import static dev.trn3.serving.ServingFixture.played;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServingReplicasTest {

  @Nested
  class PrefillAndDecodeApart {

    private final KvTransfer link = new KvTransfer("link", 1e5, 1e10, 0.001);

    private ServingEngine engine(int prefill, int decode) {
      Scheduler rules = Scheduler.of(100_000);
      return ServingEngine.split(
          new Pool(Pool.Role.PREFILL, COST, rules, prefill, 1),
          new Pool(Pool.Role.DECODE, COST, rules, decode, 1),
          link);
    }

    @Test
    void aPromptIsMovedBeforeItsSecondToken() {
      Request request = Request.of(0, 1000, 3);
      ServingRun run = engine(1, 1).run(Listed.of(request), 10);

      double first = COST.seconds(1000, 500_500, 0, 0);
      double moved = 0.001 + 1000 * 1e5 / 1e10;
      assertThat(played(run).first(request)).isCloseTo(first, within(1e-12));
      assertThat(played(run).last(request))
          .isCloseTo(
              first + moved + COST.seconds(0, 0, 1, 1001) + COST.seconds(0, 0, 1, 1002),
              within(1e-12));
    }

    @Test
    void loseNothingAndNeverLetPromptsInterruptTokens() {
      ServingRun apart = engine(2, 2).run(chat(15), 300);
      ServingRun together = ServingEngine.of(COST, 100_000).replicas(4).run(chat(15), 300);

      assertThat(apart.answered()).isEqualTo(apart.arrived());
      assertThat(apart.producedTokens()).isEqualTo(apart.answeredTokens());
      assertThat(together.interTokenLatency().percentile(99.5)).isGreaterThan(0.02);
      assertThat(apart.interTokenLatency().percentile(99.5)).isLessThan(0.02);
    }

    @Test
    void surviveFailuresOfBothKinds() {
      ServingRun run = engine(2, 2).failures(new Failures(40, 5, 3)).run(chat(5), 600);

      assertThat(run.failures()).isGreaterThan(20);
      assertThat(run.answered()).isEqualTo(run.arrived());
      assertThat(run.producedTokens()).isEqualTo(run.answeredTokens());
    }

    @Test
    void theSecondTokenWaitsForTheTransfer() {
      ServingRun run = engine(1, 1).run(Listed.of(Request.of(0, 1000, 3)), 10);

      double moved = 0.001 + 1000 * 1e5 / 1e10;
      assertThat(run.interTokenLatency().maximum())
          .isCloseTo(moved + COST.seconds(0, 0, 1, 1001), within(2e-5));
    }

    @Test
    void needALink() {
      Scheduler rules = Scheduler.of(100_000);
      assertThatThrownBy(
              () ->
                  ServingEngine.split(
                      new Pool(Pool.Role.PREFILL, COST, rules, 1, 1),
                      new Pool(Pool.Role.DECODE, COST, rules, 1, 1),
                      null))
          .hasMessageContaining("how keys and values get from prefill to decode");
    }
  }

  @Nested
  class ReplicasThatComeAndGo {

    @Test
    void failuresDelayRequestsAndLoseNone() {
      ServingEngine engine = ServingEngine.of(COST, PLENTY).replicas(4).chunkedPrefill(2048);
      ServingRun sound = engine.run(chat(10), 600);
      ServingRun failing = engine.failures(new Failures(100, 20, 7)).run(chat(10), 600);

      assertThat(failing.failures()).isGreaterThan(5);
      assertThat(failing.answered()).isEqualTo(failing.arrived());
      assertThat(failing.producedTokens()).isEqualTo(failing.answeredTokens());
      assertThat(failing.latency().mean()).isGreaterThan(sound.latency().mean());
    }

    @Test
    void withASharedQueueToo() {
      ServingRun run =
          ServingEngine.of(COST, PLENTY)
              .replicas(4)
              .router(Router.SHARED_QUEUE)
              .failures(new Failures(100, 20, 7))
              .run(chat(10), 600);

      assertThat(run.answered()).isEqualTo(run.arrived());
    }

    @Test
    void followTheLoadAndCostLess() {
      ServingEngine fixed = ServingEngine.of(COST, PLENTY).replicas(8);
      Arrivals waves =
          Arrivals.switching(
              perSecond(2),
              new dev.trn3.units.Seconds(600),
              perSecond(40),
              new dev.trn3.units.Seconds(300));
      OpenLoop traffic = new OpenLoop(waves, fixed(500), fixed(200));
      ServingRun always = fixed.run(traffic, 7200);
      ServingRun scaled = fixed.autoscaling(new Autoscaling(1, 12, 60, 10)).run(traffic, 7200);

      assertThat(always.meanChips()).isCloseTo(8, within(1e-9));
      assertThat(scaled.meanChips()).isBetween(1.0, 7.0);
      assertThat(scaled.answered()).isEqualTo(always.answered());
      assertThat(scaled.timeToFirstToken().percentile(99))
          .isGreaterThan(always.timeToFirstToken().percentile(99));
    }
  }
}
