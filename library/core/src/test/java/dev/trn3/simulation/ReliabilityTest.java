package dev.trn3.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReliabilityTest {

  @Test
  void approachesYoungsSquareRootForShortCheckpoints() {
    Reliability rare = new Reliability(1e6, 1, 0);

    assertThat(rare.bestInterval()).isCloseTo(Math.sqrt(2e6), within(2.0));
  }

  @Test
  void losesMostAtTheWrongInterval() {
    Reliability job = new Reliability(11_000, 30, 600);
    double best = job.expected(1e6, job.bestInterval());

    assertThat(job.expected(1e6, job.bestInterval() / 3)).isGreaterThan(best);
    assertThat(job.expected(1e6, job.bestInterval() * 3)).isGreaterThan(best);
  }

  @Test
  void expectsWhatDrawnFailuresGive() {
    Reliability job = new Reliability(11_000, 30, 600);
    double interval = job.bestInterval();
    double work = 5e7;

    double drawn = job.simulated(work, interval, new SplittableRandom(1));

    assertThat(drawn / job.expected(work, interval)).isCloseTo(1, within(0.01));
  }

  @Test
  void givesTheGoodputThatLlama3Reports() {
    // arXiv 2407.21783, section 3.3.4: 16,384 chips, 419 unexpected interruptions in 54 days,
    // more than 90 % effective training time.
    Reliability llama3 = new Reliability(54 * 86_400.0 / 419, 20, 600);

    assertThat(llama3.goodput()).isBetween(0.88, 0.97);
  }
}
