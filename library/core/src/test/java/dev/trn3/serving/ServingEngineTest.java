package dev.trn3.serving;

import static dev.trn3.serving.Arrivals.poisson;
import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Lengths.geometric;
import static dev.trn3.serving.Lengths.lognormal;
import static dev.trn3.serving.Lengths.mean;
import static dev.trn3.serving.Lengths.sigma;
import static dev.trn3.serving.Lengths.uniform;
import static dev.trn3.serving.Rate.perSecond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.inference.IterationCost;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServingEngineTest {

  /** 5 ms, 20 us for each token read, 0.1 ms for each sequence, 1 ns for each token attended to. */
  private static final IterationCost COST =
      (tokens, pairs, sequences, context) ->
          0.005 + 2e-5 * tokens + 1e-10 * pairs + 1e-4 * sequences + 1e-9 * context;

  private static final long PLENTY = 10_000_000;

  private static OpenLoop chat(double perSecond) {
    return new OpenLoop(
        poisson(perSecond(perSecond)), lognormal(mean(1500), sigma(0.6)), geometric(mean(250)));
  }

  /** Requests that are written down. */
  private record Listed(List<Request> requests) implements Traffic {
    static Listed of(Request... some) {
      return new Listed(List.of(some));
    }

    @Override
    public RequestStream start() {
      return new Played(requests);
    }

    @Override
    public double perSecond() {
      return Double.NaN;
    }

    @Override
    public Traffic times(double factor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int largestRequest() {
      return requests.stream().mapToInt(r -> r.inputTokens() + r.outputTokens()).max().orElse(1);
    }
  }

  /** Plays requests and notes when they are answered. */
  private static final class Played implements RequestStream {
    private final List<Request> requests;
    private final List<Double> first = new ArrayList<>();
    private final List<Double> last = new ArrayList<>();
    private final List<Request> answered = new ArrayList<>();
    private int next;

    Played(List<Request> requests) {
      this.requests = requests;
    }

    @Override
    public double nextArrival() {
      return next < requests.size() ? requests.get(next).arrival() : Double.POSITIVE_INFINITY;
    }

    @Override
    public Request take() {
      return requests.get(next++);
    }

    @Override
    public void answered(Request request, double firstToken, double lastToken) {
      answered.add(request);
      first.add(firstToken);
      last.add(lastToken);
    }

    double last(Request request) {
      return last.get(answered.indexOf(request));
    }

    double first(Request request) {
      return first.get(answered.indexOf(request));
    }
  }

  private static Played played(ServingRun run) {
    return (Played) run.stream();
  }

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
