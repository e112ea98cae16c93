package dev.trn3.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.experiment.Shows;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An interrupted cell ends before it can show its value, so that the sweep has to. */
class InterruptedSweepTest {

  /** Its second value never comes, and interrupts who waits for it. */
  private static Sweep<Integer> ofTwo() {
    Thread waiting = Thread.currentThread();
    return Sweep.of(
            point -> {
              if (point.integer("x") == 2) {
                waiting.interrupt();
                new CountDownLatch(1).await(); // For ever.
              }
              return point.integer("x");
            })
        .on(new Processors(1))
        .over("x", 1, 2);
  }

  private static List<String> shownBy(Sweep<Integer> sweep) {
    Shows shows = new Shows();
    try {
      assertThat(sweep.run().isComplete()).isFalse();
    } finally {
      shows.end();
    }
    return shows.all();
  }

  @Test
  void showsWhatWasDone() {
    assertThat(shownBy(ofTwo())).last().asString().contains("Stopped: 1 combination");
  }

  @Test
  void showsNothingIfItIsQuiet() {
    assertThat(shownBy(ofTwo().quietly())).isEmpty();
  }
}
