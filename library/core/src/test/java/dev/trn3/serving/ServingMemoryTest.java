package dev.trn3.serving;

import static dev.trn3.serving.Arrivals.poisson;
import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Lengths.uniform;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServingFixture.COST;
import static dev.trn3.serving.ServingFixture.Listed;
import static dev.trn3.serving.ServingFixture.PLENTY;
import static dev.trn3.serving.ServingFixture.played;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServingMemoryTest {

  @Nested
  class Memory {

    @Test
    void thatIsShortPreemptsAndLosesNothing() {
      ServingRun run =
          ServingEngine.of(COST, 8_000)
              .chunkedPrefill(2048)
              .run(
                  new OpenLoop(poisson(perSecond(5)), uniform(100, 2000), uniform(100, 2000)), 200);

      assertThat(run.preemptions()).isPositive();
      assertThat(run.answered()).isEqualTo(run.arrived());
      assertThat(run.producedTokens()).isEqualTo(run.answeredTokens());
      assertThat(run.peakKvOccupancy()).isGreaterThan(0.95).isLessThanOrEqualTo(1);
    }

    @Test
    void worksInBlocksOfAnySize() {
      for (int block : new int[] {1, 7, 16, 128}) {
        ServingRun run =
            ServingEngine.of(COST, 8_000)
                .scheduler(Scheduler.of(8_192).blockTokens(block))
                .run(new OpenLoop(poisson(perSecond(5)), fixed(500), uniform(1, 1000)), 100);
        assertThat(run.answered()).isEqualTo(run.arrived());
      }
    }

    @Test
    void isEmptyAgainWhenAllIsAnswered() {
      Request last = Request.of(500, 7_900, 90);
      List<Request> requests = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        requests.add(Request.of(i * 0.5, 100 + 37 * i, 1 + 5 * (i % 40)));
      }
      requests.add(last);
      ServingRun run = ServingEngine.of(COST, 8_000).run(new Listed(requests), 1000);

      double alone = COST.seconds(7_900, 7_900 * 7_901.0 / 2, 0, 0);
      assertThat(played(run).first(last)).isCloseTo(500 + alone, within(1e-9));
    }
  }

  @Nested
  class SharedBeginnings {

    @Test
    void areReadOnce() {
      Prefix system = Prefix.NONE.then(1600);
      Request one = Request.of(0, 1700, 5).begins(system);
      Request other = Request.of(1, 1700, 5).begins(system);
      ServingRun run =
          ServingEngine.of(COST, PLENTY).prefixCaching().run(Listed.of(one, other), 10);

      assertThat(played(run).first(other))
          .isCloseTo(1 + COST.seconds(100, 100 * 1600 + 5050, 0, 0), within(1e-12));
      assertThat(run.prefixHitShare()).isCloseTo(1600 / 3400.0, within(1e-12));
    }

    @Test
    void ofAConversationGrowTurnByTurn() {
      Prefix first = Prefix.NONE.then(1000);
      Prefix second = first.then(600);
      Request one = Request.of(0, 800, 200).leaves(first);
      Request two = Request.of(10, 1400, 200).begins(first).leaves(second);
      Request three = Request.of(20, 1700, 10).begins(second);
      ServingRun run =
          ServingEngine.of(COST, PLENTY).prefixCaching().run(Listed.of(one, two, three), 30);

      // Whole blocks of 16 tokens are kept: 992 of 1000, 1584 of 1599.
      assertThat(run.prefixHitShare())
          .isCloseTo((992 + 1584) / (800 + 1400 + 1700.0), within(1e-12));
    }

    @Test
    void makeRoomForOthersWhenMemoryIsShort() {
      List<Request> requests = new ArrayList<>();
      List<Prefix> beginnings = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        beginnings.add(Prefix.NONE.then(1000));
      }
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 40; i++) {
          requests.add(Request.of(round * 400 + i * 10.0, 1100, 20).begins(beginnings.get(i)));
        }
      }
      ServingEngine engine = ServingEngine.of(COST, 8_000).prefixCaching();
      ServingRun small = engine.run(new Listed(requests), 2000);
      ServingRun large =
          ServingEngine.of(COST, PLENTY).prefixCaching().run(new Listed(requests), 2000);

      assertThat(small.answered()).isEqualTo(120);
      assertThat(small.prefixHitShare()).isZero();
      assertThat(large.prefixHitShare()).isCloseTo(2 * 992 / 3300.0, within(1e-12));
      assertThat(small.preemptions()).isZero();
    }

    @Test
    void areFoundByAPrefixAwareRouterOnly() {
      List<Prefix> beginnings = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        beginnings.add(Prefix.NONE.then(1600));
      }
      List<Request> requests = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        requests.add(Request.of(i * 0.3, 1700, 10).begins(beginnings.get((i * 5 + i / 8) % 8)));
      }
      ServingEngine engine = ServingEngine.of(COST, 6_000).prefixCaching().replicas(4);
      double aware =
          engine.router(Router.PREFIX_AWARE).run(new Listed(requests), 200).prefixHitShare();
      double blind =
          engine.router(Router.ROUND_ROBIN).run(new Listed(requests), 200).prefixHitShare();

      assertThat(aware).isGreaterThan(0.8);
      assertThat(blind).isLessThan(0.6);
    }
  }
}
