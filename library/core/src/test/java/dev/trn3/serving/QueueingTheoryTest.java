package dev.trn3.serving;

import static dev.trn3.serving.Arrivals.poisson;
import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Lengths.gamma;
import static dev.trn3.serving.Lengths.geometric;
import static dev.trn3.serving.Lengths.lognormal;
import static dev.trn3.serving.Lengths.mean;
import static dev.trn3.serving.Lengths.sigma;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.Spread.coefficientOfVariation;
import static dev.trn3.units.Units.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.inference.IterationCost;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine against closed forms of queueing theory. A request is served alone and takes a
 * millisecond for each token of its prompt, of which there are a thousand on average: service takes
 * a second, and its distribution is that of the prompts.
 */
class QueueingTheoryTest {

  private static final IterationCost ONE_MILLISECOND_A_TOKEN =
      (tokens, pairs, sequences, context) -> 1e-3 * tokens;

  private static final double REQUESTS = 400_000;

  private static ServingRun run(double load, Lengths service, int servers) {
    double rate = load * servers;
    return ServingEngine.of(ONE_MILLISECOND_A_TOKEN, 100_000_000)
        .maximumSequences(1)
        .replicas(servers)
        .router(servers == 1 ? Router.LEAST_LOADED : Router.SHARED_QUEUE)
        .warmUp(1000)
        .run(new OpenLoop(poisson(perSecond(rate)).seed(7), service, fixed(1)), REQUESTS / rate);
  }

  /** Chance that all of so many servers are busy (Erlang C), load being that of one server. */
  private static double erlangC(double load, int servers) {
    double offered = load * servers;
    double blocked = 1;
    for (int i = 1; i <= servers; i++) {
      blocked = offered * blocked / (i + offered * blocked);
    }
    return blocked / (1 - load * (1 - blocked));
  }

  private static double waitWithExponentialService(double load, int servers) {
    return erlangC(load, servers) / (servers * (1 - load));
  }

  @Nested
  class OneServer {

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.8})
    void withExponentialServiceWaitsAsLongAsMm1(double load) {
      ServingRun run = run(load, geometric(mean(1000)), 1);

      assertThat(run.queueing().mean() / (load / (1 - load))).isCloseTo(1, within(0.04));
      assertThat(run.utilisation()).isCloseTo(load, within(0.01));
      // Time in the system is exponential, so all its percentiles are known.
      for (double percentage : new double[] {50, 90, 99}) {
        double exact = -Math.log(1 - percentage / 100) / (1 - load);
        assertThat(run.latency().percentile(percentage) / exact).isCloseTo(1, within(0.05));
      }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.8, 0.9})
    void withConstantServiceWaitsHalfAsLong(double load) {
      ServingRun run = run(load, fixed(1000), 1);

      assertThat(run.queueing().mean() / (load / (1 - load) / 2)).isCloseTo(1, within(0.04));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "0.5, 1.3", "0.7, 1.0"})
    void withAnyServiceWaitsAsPollaczekAndKhinchineSay(double load, double deviation) {
      ServingRun run = run(load, lognormal(mean(1000), sigma(deviation)), 1);
      double secondMoment = Math.exp(deviation * deviation);

      assertThat(run.queueing().mean() / (load * secondMoment / 2 / (1 - load)))
          .isCloseTo(1, within(0.05));
    }
  }

  @Nested
  class ManyServersWithOneQueue {

    @ParameterizedTest
    @CsvSource({"0.5, 2", "0.8, 2", "0.8, 8", "0.8, 16"})
    void withExponentialServiceWaitAsLongAsMmk(double load, int servers) {
      ServingRun run = run(load, geometric(mean(1000)), servers);

      assertThat(run.queueing().mean() / waitWithExponentialService(load, servers))
          .isCloseTo(1, within(0.06));
    }

    @ParameterizedTest
    @CsvSource({"0.7, 2, 0.5", "0.8, 4, 0.7", "0.8, 4, 1.5"})
    void withAnyServiceWaitAsLeeAndLongtonApproximate(double load, int servers, double variation) {
      ServingRun run = run(load, gamma(mean(1000), coefficientOfVariation(variation)), servers);
      double scaled = (1 + variation * variation) / 2 * waitWithExponentialService(load, servers);

      assertThat(run.queueing().mean() / scaled).isCloseTo(1, within(0.08));
    }
  }

  @Test
  void usersWhoThinkAreServedAsMachinesAreRepaired() {
    int users = 10;
    double think = 8;
    ServingRun run =
        ServingEngine.of(ONE_MILLISECOND_A_TOKEN, 100_000_000)
            .maximumSequences(1)
            .warmUp(1000)
            .run(
                ClosedLoop.users(users)
                    .thinkTime(seconds(think))
                    .prompts(geometric(mean(1000)))
                    .outputs(fixed(1)),
                200_000);
    double idle = 0;
    double term = 1;
    for (int waiting = 0; waiting <= users; waiting++) {
      idle += term;
      term *= (users - waiting) / think;
    }
    double throughput = 1 - 1 / idle;

    assertThat(run.measured() / run.window() / throughput).isCloseTo(1, within(0.01));
    assertThat(run.latency().mean() / (users / throughput - think)).isCloseTo(1, within(0.02));
  }

  @Test
  void sequencesThatDoNotSlowEachOtherDownAreAsManyAsWithoutAnyQueue() {
    double iteration = 0.01;
    ServingRun run =
        ServingEngine.of((tokens, pairs, sequences, context) -> iteration, 100_000_000)
            .maximumSequences(10_000)
            .chunkedPrefill(1 << 20)
            .run(new OpenLoop(poisson(perSecond(40)), fixed(10), geometric(mean(50))), 5000);

    // Half an iteration until the next one begins, then one for each token.
    assertThat(run.latency().mean()).isCloseTo(50.5 * iteration, within(0.01));
    assertThat(run.meanInSystem()).isCloseTo(40 * run.latency().mean(), within(0.3));
  }
}
