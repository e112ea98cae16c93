package dev.trn3.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Shows;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.sweep.Measure;
import dev.trn3.sweep.SweepResult;
import dev.trn3.sweep.TrainingMeasures;
import dev.trn3.workload.Models;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InterruptedSearchTest {

  private static final Training JOB = Training.of(Models.LLAMA_3_1_8B).globalBatch(1152);

  /** Step time, whose reading never ends where there are so many servers. */
  private static Measure<TrainingEstimate> endless(int servers, CountDownLatch reached) {
    return Measure.<TrainingEstimate>of(
            "patience",
            "s",
            (run, point) -> {
              if (point.integer("servers") == servers) {
                reached.countDown();
                waitForEver();
              }
              return run.cost().seconds();
            })
        .following(Measure.Follows.STEP_TIME);
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("given up", e);
    }
  }

  /** What a search gives whose thread is interrupted while it reads that measure. */
  private static Object interruptedAt(int endless, Object... servers) throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    Search search =
        Search.of(JOB)
            .over("servers", servers)
            .minimise(endless(endless, reached))
            .quietly()
            .processors(1);
    return interrupted(search, reached);
  }

  private static Object interrupted(Search search, CountDownLatch reached)
      throws InterruptedException {
    AtomicReference<Object> result = new AtomicReference<>();
    Thread thread = new Thread(() -> result.set(resultOrProblem(search)));
    thread.start();
    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join(30_000);
    return result.get();
  }

  private static Object resultOrProblem(Search search) {
    try {
      return search.run();
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }

  @Test
  void keepsTheBestOfWhatWasDoneAndSaysThatItIsNotAll() throws InterruptedException {
    SearchResult result = (SearchResult) interruptedAt(1, 1, 2);

    assertThat(result.best().point().integer("servers")).isEqualTo(2); // The larger was first.
    assertThat(result.notes())
        .contains(
            "Stopped: 1 combination of settings was not reached; the best may be among them.");
  }

  @Test
  void whereNothingKeptTheLimitsUntilThenSaysWhatWasNotReached() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    Search search =
        Search.of(JOB)
            .over("servers", 1, 2)
            .minimise(endless(1, reached))
            .atMost(TrainingMeasures.chips(), 1)
            .quietly()
            .processors(1);

    assertThat(interrupted(search, reached))
        .asString()
        .startsWith(
            "interrupted: 1 combination of settings was not reached, and until then no design")
        .contains("breaks chips at most 1");
  }

  @Test
  void ofAServiceWhereNothingKeptTheLimitsSaysWhatWasNotReached() {
    SweepResult stopped =
        new SweepResult("Serving", List.of(), 0, List.of(), List.of(), List.of(), 3, List.of());

    assertThat(shownOf(stopped, false))
        .singleElement()
        .asString()
        .contains("Of the search: interrupted: 3 combinations of settings were not reached, and");
    assertThat(shownOf(stopped, true)).isEmpty();
  }

  private static List<String> shownOf(SweepResult stopped, boolean quiet) {
    Shows shows = new Shows();
    try {
      assertThatThrownBy(() -> ServingSearchResult.of(stopped, List.of(), List.of(), quiet))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("interrupted: 3 combinations of settings were not reached, and");
    } finally {
      shows.end();
    }
    return shows.all();
  }

  @Test
  void saysWhatEndedItsWaiting() {
    Search search = Search.of(JOB).over("servers", 1).quietly().processors(1);
    try {
      Thread.currentThread().interrupt();
      assertThatThrownBy(search::run)
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void beforeAnythingWasDoneSaysSo() throws InterruptedException {
    assertThat(interruptedAt(4, 2, 4))
        .isEqualTo(
            "the search was interrupted before its first of 2 combinations of settings was done");
  }
}
