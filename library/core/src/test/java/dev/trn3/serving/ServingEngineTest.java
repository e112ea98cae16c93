package dev.trn3.serving;

import static dev.trn3.serving.Arrivals.steady;
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

class ServingEngineTest {

  @Nested
  class ARequestAlone {

    @Test
    void takesTheSumOfItsIterations() {
      Request request = Request.of(2, 1000, 300);
      ServingRun run = ServingEngine.of(COST, PLENTY).run(Listed.of(request), 100);

      double first = 2 + COST.seconds(1000, 1000 * 1001 / 2.0, 0, 0);
      double last = first;
      for (int i = 1; i < 300; i++) {
        last += COST.seconds(0, 0, 1, 1000 + i);
      }
      assertThat(played(run).first(request)).isCloseTo(first, within(1e-12));
      assertThat(played(run).last(request)).isCloseTo(last, within(1e-9));
      assertThat(run.timePerOutputToken().mean()).isCloseTo((last - first) / 299, within(1e-10));
    }

    @Test
    void isReadInChunksThatAddUpToItsPairs() {
      Request request = Request.of(0, 1000, 1);
      ServingRun run =
          ServingEngine.of(COST, PLENTY).chunkedPrefill(300).run(Listed.of(request), 100);

      double pairs = 1000 * 1001 / 2.0;
      assertThat(played(run).last(request))
          .isCloseTo(4 * 0.005 + 2e-5 * 1000 + 1e-10 * pairs, within(1e-12));
    }

    @Test
    void ofOneTokenHasNoTimePerOutputToken() {
      ServingRun run = ServingEngine.of(COST, PLENTY).run(Listed.of(Request.of(0, 10, 1)), 10);

      assertThat(run.timePerOutputToken().count()).isZero();
      assertThat(run.timePerOutputToken().percentile(99)).isNaN();
      assertThat(run.answered()).isOne();
    }
  }

  @Nested
  class RequestsTogether {

    @Test
    void shareIterationsFromTheOneAfterTheirArrival() {
      Request one = Request.of(0, 100, 50);
      Request other = Request.of(0.1, 200, 10);
      ServingRun run = ServingEngine.of(COST, PLENTY).run(Listed.of(one, other), 10);

      double now = COST.seconds(100, 5050, 0, 0);
      int context = 101;
      while (now < 0.1) {
        now += COST.seconds(0, 0, 1, context++);
      }
      now += COST.seconds(200, 20100, 0, 0);
      assertThat(played(run).first(other)).isCloseTo(now, within(1e-9));
      for (int i = 0; i < 9; i++) {
        now += COST.seconds(0, 0, 2, context++ + 201 + i);
      }
      assertThat(played(run).last(other)).isCloseTo(now, within(1e-9));
    }

    @Test
    void areReadBesideDecodingSequencesInChunks() {
      Request one = Request.of(0, 100, 50);
      Request other = Request.of(0, 300, 2);
      ServingRun run =
          ServingEngine.of(COST, PLENTY).chunkedPrefill(200).run(Listed.of(one, other), 10);

      double now = COST.seconds(100, 5050, 0, 0);
      assertThat(played(run).first(one)).isCloseTo(now, within(1e-12));
      now += COST.seconds(199, 19900, 1, 101);
      now += COST.seconds(101, 101 * 199 + 5151, 1, 102);
      assertThat(played(run).first(other)).isCloseTo(now, within(1e-12));
    }

    @Test
    void waitForTheirTokenWhileWholePromptsAreRead() {
      Request one = Request.of(0, 100, 50);
      Request other = Request.of(0.1, 2000, 1);
      ServingRun run = ServingEngine.of(COST, PLENTY).run(Listed.of(one, other), 10);

      double stalled = COST.seconds(2000, 2_001_000, 0, 0) + COST.seconds(0, 0, 1, 120);
      assertThat(run.interTokenLatency().maximum()).isCloseTo(stalled, within(1e-4));
      assertThat(run.interTokenLatency().count()).isEqualTo(49);
      assertThat(run.interTokenLatency().mean())
          .isCloseTo(run.timePerOutputToken().mean(), within(1e-9));
    }

    @Test
    void waitWhereSequencesAreLimited() {
      Request one = Request.of(0, 100, 50);
      Request other = Request.of(0, 100, 40);
      ServingRun run =
          ServingEngine.of(COST, PLENTY).maximumSequences(1).run(Listed.of(one, other), 10);

      assertThat(played(run).first(other))
          .isCloseTo(played(run).last(one) + COST.seconds(100, 5050, 0, 0), within(1e-12));
    }

    @Test
    void areServedByPriority() {
      Request first = Request.of(0, 100, 50);
      Request patient = Request.of(0.001, 100, 5).priority(1);
      Request urgent = Request.of(0.002, 100, 5).priority(0);
      ServingRun run =
          ServingEngine.of(COST, PLENTY)
              .maximumSequences(1)
              .run(Listed.of(first, patient, urgent), 10);

      assertThat(played(run).answered).containsExactly(first, urgent, patient);
    }

    @Test
    void ofALowPriorityHardlyHoldUpTheOthers() {
      Traffic chat = chat(4);
      Traffic batch =
          new OpenLoop(steady(perSecond(4)).seed(7), Lengths.fixed(4000), Lengths.fixed(400));
      ServingEngine engine = ServingEngine.of(COST, PLENTY).maximumSequences(16);

      MixedStream equal = (MixedStream) engine.run(chat.and(batch), 600).stream();
      MixedStream behind = (MixedStream) engine.run(chat.and(batch.priority(1)), 600).stream();

      assertThat(equal.timeToFirstToken()).containsOnlyKeys(0);
      assertThat(behind.timeToFirstToken()).containsOnlyKeys(0, 1);
      assertThat(behind.timeToFirstToken().get(0).percentile(99))
          .isLessThan(0.5 * equal.timeToFirstToken().get(0).percentile(99));
      assertThat(behind.timeToFirstToken().get(1).mean())
          .isGreaterThan(behind.timeToFirstToken().get(0).mean());
      assertThat(behind.timeToFirstToken().values().stream().mapToLong(Distribution::count).sum())
          .isEqualTo(equal.timeToFirstToken().get(0).count());
    }

    @Test
    void canBeAnsweredAsOftenWhateverTheirPriorities() {
      Traffic batch = new OpenLoop(steady(perSecond(4)), Lengths.fixed(4000), Lengths.fixed(400));
      ServingEngine engine = ServingEngine.of(COST, PLENTY).maximumSequences(16);

      assertThat(Saturation.of(engine, chat(4).and(batch.priority(1))))
          .isEqualTo(Saturation.of(engine, chat(4).and(batch)));
    }

    @Test
    void haveAPriorityOfAtLeastZero() {
      assertThatThrownBy(() -> chat(1).priority(-1)).hasMessageContaining("from 0, served first");
    }
  }

  @Nested
  class Laws {

    private final ServingRun run =
        ServingEngine.of(COST, 60_000).replicas(3).chunkedPrefill(2048).run(chat(20), 600);

    @Test
    void noRequestAndNoTokenIsLost() {
      assertThat(run.arrived()).isGreaterThan(11_000);
      assertThat(run.answered()).isEqualTo(run.arrived());
      assertThat(run.producedTokens()).isEqualTo(run.answeredTokens());
      assertThat(run.preemptions()).isZero();
    }

    @Test
    void littlesLawHolds() {
      double rate = run.arrived() / run.ended();
      assertThat(run.meanInSystem()).isCloseTo(rate * run.latency().mean(), within(1e-6));
    }

    @Test
    void theSameSeedGivesTheSameRun() {
      ServingRun again =
          ServingEngine.of(COST, 60_000).replicas(3).chunkedPrefill(2048).run(chat(20), 600);
      assertThat(again.ended()).isEqualTo(run.ended());
      assertThat(again.latency().mean()).isEqualTo(run.latency().mean());
      assertThat(again.latency().percentile(99)).isEqualTo(run.latency().percentile(99));
    }

    @Test
    void moreReplicasAreNoSlower() {
      double before = Double.POSITIVE_INFINITY;
      for (int replicas : new int[] {2, 3, 4, 8}) {
        double now =
            ServingEngine.of(COST, 200_000).replicas(replicas).run(chat(20), 300).latency().mean();
        assertThat(now).isLessThan(before);
        before = now;
      }
    }

    @Test
    void moreLoadIsSlower() {
      double before = 0;
      for (double load : new double[] {2, 5, 10, 20}) {
        double now = ServingEngine.of(COST, PLENTY).run(chat(load), 300).latency().mean();
        assertThat(now).isGreaterThan(before);
        before = now;
      }
    }

    @Test
    void timelinesAddUpToWhatWasProduced() {
      double width = run.tokensOverTime().time(1) - run.tokensOverTime().time(0);
      double sum = 0;
      for (double each : run.tokensOverTime().averages()) {
        sum += each * width;
      }
      assertThat(sum / run.window()).isCloseTo(run.outputTokensPerSecond(), within(25.0));
    }
  }

  @Nested
  class ARunThatIsStopped {

    @Test
    void givesWhatItHasShownSoFar() {
      ServingRun run =
          ServingEngine.of(COST, PLENTY).run(chat(5), 10_000, seconds -> seconds < 1000);

      assertThat(run.stopped()).isTrue();
      assertThat(run.ended()).isBetween(1000.0, 1400.0);
      assertThat(run.window()).isEqualTo(run.ended());
      assertThat(run.answered() + run.inFlight()).isEqualTo(run.arrived());
      assertThat(run.outputTokensPerSecond()).isBetween(1000.0, 1500.0);
    }

    @Test
    void hearsAnInterruptionOfItsThread() {
      Thread.currentThread().interrupt();
      ServingRun run = ServingEngine.of(COST, PLENTY).run(chat(5), 100_000);

      assertThat(run.stopped()).isTrue();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Nested
  class WhatIsMeasured {

    @Test
    void beginsAfterTheWarmUp() {
      Request early = Request.of(1, 100, 10);
      Request late = Request.of(20, 100, 20);
      ServingRun run = ServingEngine.of(COST, PLENTY).warmUp(10).run(Listed.of(early, late), 100);

      assertThat(run.measured()).isOne();
      assertThat(run.answered()).isEqualTo(2);
      assertThat(run.timePerOutputToken().count()).isOne();
    }

    @Test
    void countsARequestAsGoodIfItMeetsAllPromises() {
      ServiceLevel level =
          ServiceLevel.of(
              ServiceLevel.timeToFirstToken(new dev.trn3.units.Seconds(0.05)),
              ServiceLevel.timePerOutputToken(new dev.trn3.units.Seconds(0.02)));
      ServingRun run =
          ServingEngine.of(COST, PLENTY)
              .level(level)
              .run(Listed.of(Request.of(0, 100, 10), Request.of(5, 4000, 10)), 10);

      assertThat(run.goodShare()).isEqualTo(0.5);
    }
  }
}
