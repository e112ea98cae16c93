package dev.trn3.serving;

import static dev.trn3.serving.Arrivals.poisson;
import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServingFixture.COST;
import static dev.trn3.serving.ServingFixture.PLENTY;
import static dev.trn3.serving.ServingFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MixedTrafficTest {

  private static final Traffic BATCH =
      new OpenLoop(poisson(perSecond(1)).seed(2), fixed(900), fixed(800));

  @Test
  void keepsTheRequestsOfABoundedPartWhole() {
    assertThat(chat(1).and(BATCH).longestPrompt()).isEqualTo(1700);
    assertThat(BATCH.and(chat(1).and(chat(2))).longestPrompt()).isEqualTo(1700);
  }

  @Test
  void tellsLatenciesByThePriorityThatWasPlayed() {
    Traffic ranked = chat(1).and(BATCH.priority(1)).priority(2);
    ServingRun run = ServingEngine.of(COST, PLENTY).run(ranked, 60);

    MixedStream stream = (MixedStream) run.stream();
    assertThat(stream.timeToFirstToken()).containsOnlyKeys(2);
    assertThat(stream.timeToFirstToken().get(2).count()).isEqualTo(run.answered());
  }
}
