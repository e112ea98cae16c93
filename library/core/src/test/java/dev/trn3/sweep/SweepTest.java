package dev.trn3.sweep;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Recompute.FULL;
import static dev.trn3.parallelism.Recompute.SELECTIVE;
import static dev.trn3.workload.Models.LLAMA_3_1_70B;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.hardware.UltraCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

  private static Sweep<TrainingEstimate> training() {
    return Sweep.of(Training.of(LLAMA_3_1_8B).globalBatch(1152)).quietly();
  }

  private static List<Object> column(SweepResult result, int index) {
    List<Object> cells = new ArrayList<>();
    result.rows().forEach(row -> cells.add(row.get(index)));
    return cells;
  }

  @Nested
  class OfATrainingJob {

    @Test
    void hasARowForEachCombinationInTheOrderOfTheAxes() {
      SweepResult result =
          training()
              .over("servers", 1, 2)
              .over("precision", BF16, MXFP8)
              .measure(TrainingMeasures.stepTime())
              .run();

      assertThat(column(result, 0)).containsExactly(1L, 1L, 2L, 2L);
      assertThat(column(result, 1)).containsExactly("BF16", "MXFP8", "BF16", "MXFP8");
      double one =
          Training.of(LLAMA_3_1_8B)
              .globalBatch(1152)
              .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(2))
              .precision(MXFP8)
              .estimate()
              .cost()
              .seconds();
      assertThat(result.rows().get(3).get(2)).isEqualTo(one);
      assertThat(result.columns().get(2).header()).isEqualTo("step time [s]");
    }

    @Test
    void saysWhichMachineItTookWhereNoneWasSaid() {
      assertThat(training().over("servers", 1).run().sheet().notes())
          .anyMatch(note -> note.contains("Trn3 UltraServer Gen2"));
      assertThat(training().over("machine", TRN2_ULTRASERVER).run().sheet().notes())
          .noneMatch(note -> note.contains("none was said"));
    }

    @Test
    void reportsCombinationsThatCannotRunAndGoesOn() {
      SweepResult result =
          Sweep.of(Training.of(LLAMA_3_1_70B).globalBatch(1152).on(TRN3_ULTRASERVER_GEN2))
              .quietly()
              .over("tensor", 4, 5, 8)
              .over("pipeline", 2)
              .run();

      assertThat(column(result, 0)).containsExactly(4L, 8L);
      assertThat(result.failures())
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.point().integer("tensor")).isEqualTo(5);
                assertThat(each.reason()).contains("tensor 5");
              });
      assertThat(result.sheet().notes()).anyMatch(note -> note.contains("tensor 5"));
    }

    @Test
    void tellsTheAxesItKnows() {
      assertThatThrownBy(() -> training().over("server", 1))
          .hasMessageContaining("no \"server\"")
          .hasMessageContaining("servers");
    }

    @Test
    void takesThePriceOfAnAxis() {
      SweepResult result =
          training().over("price", 1.0, 2.0).measure(TrainingMeasures.costPerMillionTokens()).run();

      double cheap = (double) result.rows().get(0).get(1);
      assertThat((double) result.rows().get(1).get(1)).isEqualTo(2 * cheap);
    }

    @Test
    void givesTheEndsOfIntervalsWhereAsked() {
      SweepResult result =
          training().over("servers", 1).measure(TrainingMeasures.stepTime()).intervals().run();

      List<Object> row = result.rows().get(0);
      assertThat((double) row.get(2)).isLessThan((double) row.get(1));
      assertThat((double) row.get(3)).isGreaterThan((double) row.get(1));
    }

    @Test
    void triesAConditionalAxisOnlyWhereItApplies() {
      SweepResult result =
          training()
              .over("servers", 1, 2)
              .over("recompute", SELECTIVE, FULL)
              .when(point -> point.integer("servers") == 1)
              .run();

      assertThat(column(result, 0)).containsExactly(1L, 1L, 2L);
      assertThat(column(result, 1)).containsExactly("SELECTIVE", "FULL", null);
    }
  }

  @Nested
  class OfAFunction {

    @Test
    void readsNumbersWordsAndQuantities() {
      SweepResult result =
          Sweep.of(point -> point.integer("x") * 2)
              .quietly()
              .over("x", Values.range(1, 4))
              .measure("twice", "m", (value, point) -> value)
              .measure("parity", "", (value, point) -> point.integer("x") % 2 == 0 ? "even" : "odd")
              .run();

      assertThat(column(result, 1)).containsExactly(2L, 4L, 6L, 8L);
      assertThat(column(result, 2)).containsExactly("odd", "even", "odd", "even");
    }

    @Test
    void reportsEachPointThatThrows() {
      SweepResult result =
          Sweep.of(
                  point -> {
                    int x = point.integer("x");
                    if (x == 2) {
                      throw new java.io.IOException("no disk");
                    }
                    return 10 / (x - 3);
                  })
              .quietly()
              .over("x", 1, 2, 3, 4)
              .run();

      assertThat(column(result, 0)).containsExactly(1L, 4L);
      assertThat(result.failures())
          .extracting(SweepResult.Left::reason)
          .containsExactly("IOException: no disk", "ArithmeticException: / by zero");
    }

    @Test
    void listsWhatARuleSkipped() {
      SweepResult result =
          Sweep.of(point -> point.number("x") * point.number("y"))
              .quietly()
              .over("x", 1, 2)
              .over("y", 1, 2)
              .where("x does not exceed y", point -> point.number("x") <= point.number("y"))
              .run();

      assertThat(result.rows()).hasSize(3);
      assertThat(result.skipped())
          .singleElement()
          .satisfies(each -> assertThat(each.point()).hasToString("x 2, y 1"));
      assertThat(result.sheet().notes()).contains("x 2, y 1 skipped: x does not exceed y");
    }

    @Test
    void givesTheSameRandomNumbersOnAnyNumberOfProcessors() {
      Sweep<Double> sweep =
          Sweep.of(point -> point.random().nextDouble()).quietly().over("x", Values.range(1, 500));

      SweepResult one = sweep.on(new Processors(1)).run();
      assertThat(sweep.on(new Processors(4)).run()).isEqualTo(one);
      assertThat(sweep.seed(2).run().rows()).isNotEqualTo(one.rows());
      assertThat(Set.copyOf(column(one, 1))).hasSize(500);
    }

    @Test
    void usesAllProcessors() throws Exception {
      CyclicBarrier both = new CyclicBarrier(2);
      SweepResult result =
          Sweep.of(point -> both.await(20, TimeUnit.SECONDS))
              .quietly()
              .on(new Processors(2))
              .over("x", Values.range(1, 8))
              .run();

      assertThat(result.failures()).isEmpty();
    }

    @Test
    void givesARestToProcessorsThatAreDone() {
      Set<String> threads = ConcurrentHashMap.newKeySet();
      CountDownLatch others = new CountDownLatch(63);
      Sweep.of(
              point -> {
                threads.add(Thread.currentThread().getName());
                if (point.integer("x") == 1) {
                  return others.await(20, TimeUnit.SECONDS); // Waits until others did all else.
                }
                others.countDown();
                return true;
              })
          .quietly()
          .on(new Processors(2))
          .over("x", Values.range(1, 64))
          .measure(
              "in time",
              "",
              (done, point) -> {
                assertThat(done).isTrue();
                return done;
              })
          .run();

      assertThat(others.getCount()).isZero();
      assertThat(threads).hasSize(2);
    }
  }

  @Nested
  class ItsResult {

    private final SweepResult result =
        Sweep.of(point -> point.number("x"))
            .quietly()
            .over("x", 1, 2, 3, 4)
            .measure("falling", "s", (value, point) -> 10 - value)
            .measure("bent", "USD", (value, point) -> value == 3 ? Double.NaN : value * value)
            .run();

    @Test
    void namesItsBestRows() {
      assertThat(column(result.lowest("falling"), 0)).containsExactly(4L);
      assertThat(column(result.highest("bent [USD]"), 0)).containsExactly(4L);
      assertThat(column(result.atMost("bent", 4), 0)).containsExactly(1L, 2L);
      assertThat(column(result.atLeast("falling", 8), 0)).containsExactly(1L, 2L);
      assertThat(column(result.front("falling", "bent"), 0)).containsExactly(1L, 2L, 4L);
      assertThat(column(result.front("x", "bent"), 0)).containsExactly(1L);
    }

    @Test
    void tellsItsColumns() {
      assertThatThrownBy(() -> result.lowest("rising"))
          .hasMessageContaining("there are x, falling, bent");
    }
  }

  @Nested
  class WhenInterrupted {

    @Test
    void keepsWhatIsDone() throws Exception {
      CountDownLatch reached = new CountDownLatch(1);
      AtomicReference<SweepResult> result = new AtomicReference<>();
      Thread thread =
          new Thread(
              () ->
                  result.set(
                      Sweep.of(
                              point -> {
                                if (point.integer("x") == 3) {
                                  reached.countDown();
                                  new CountDownLatch(1).await(); // For ever.
                                }
                                return point.integer("x");
                              })
                          .quietly()
                          .on(new Processors(1))
                          .over("x", Values.range(1, 5))
                          .run()));
      thread.start();
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();
      thread.join(20_000);

      assertThat(column(result.get(), 0)).containsExactly(1L, 2L);
      assertThat(result.get().isComplete()).isFalse();
      assertThat(result.get().failures()).isEmpty();
      assertThat(result.get().sheet().notes())
          .contains("Stopped: 3 combinations were not reached.");
    }
  }

  @Nested
  class ThatKeepsItsResults {

    @TempDir Path folder;

    private final AtomicInteger computed = new AtomicInteger();

    /** Not serializable state of a test is fine: it runs in this process. */
    private Sweep<Double> counting(String name) {
      return Sweep.of(
              (Body<Double>)
                  point -> {
                    computed.incrementAndGet();
                    return point.number("x") / 3;
                  })
          .named(name)
          .quietly();
    }

    @Test
    void doesNotComputeAgainWhatItKnows() {
      SweepResult first = counting("a").over("x", 1, 2).run();
      SweepResult second = counting("a").over("x", 2, 1, 3).run();

      assertThat(computed).hasValue(3);
      assertThat(second.rows().get(1)).isEqualTo(first.rows().get(0));
      assertThat(counting("b").over("x", 1).run().rows()).hasSize(1);
      assertThat(computed).hasValue(4);
      assertThat(counting("a").afresh().over("x", 1).run().rows()).hasSize(1);
      assertThat(computed).hasValue(5);
    }

    @Test
    void goesOnFromACheckpoint() throws IOException {
      Path file = folder.resolve("done.jsonl");
      Sweep<Double> sweep = counting("c").afresh().checkpoint(file);
      SweepResult first = sweep.over("x", Values.range(1, 10)).run();
      SweepResult second = sweep.over("x", Values.range(1, 12)).run();

      assertThat(computed).hasValue(12);
      assertThat(second.rows().subList(0, 10)).isEqualTo(first.rows());
      assertThat(Files.readAllLines(file)).hasSize(13);
    }

    @Test
    void survivesALineThatWasCutOff() throws IOException {
      Path file = folder.resolve("cut.jsonl");
      Sweep<Double> sweep = counting("d").afresh().checkpoint(file).over("x", 1, 2, 3);
      SweepResult first = sweep.run();
      String all = Files.readString(file);
      Files.writeString(file, all.substring(0, all.length() - 10));

      assertThat(sweep.run()).isEqualTo(first);
      assertThat(computed).hasValue(4);
      assertThat(sweep.run()).isEqualTo(first);
      assertThat(computed).hasValue(4);
    }

    @Test
    void keepsNumbersThatJsonDoesNotKnow() {
      Path file = folder.resolve("nan.jsonl");
      Sweep<Double> sweep =
          Sweep.of((Body<Double>) point -> point.number("x") / 0)
              .named("nan")
              .quietly()
              .afresh()
              .checkpoint(file)
              .over("x", -1, 0, 1);
      sweep.run();

      assertThat(column(sweep.run(), 1))
          .containsExactly(Double.NEGATIVE_INFINITY, Double.NaN, Double.POSITIVE_INFINITY);
    }

    @Test
    void refusesTheCheckpointOfAnotherSweep() {
      Path file = folder.resolve("other.jsonl");
      counting("e").checkpoint(file).over("x", 1).run();

      assertThatThrownBy(() -> counting("f").checkpoint(file).over("x", 1).run())
          .hasMessageContaining("holds another sweep (e")
          .hasMessageContaining("choose another file");
    }

    @Test
    void needsANameForAFunction() {
      assertThatThrownBy(
              () ->
                  Sweep.of(point -> 1).quietly().over("x", 1).checkpoint(folder.resolve("x")).run())
          .hasMessageContaining(".named(");
    }

    @Test
    void knowsATrainingJobByItsContent() {
      String key = new TrainingSubject(Training.of(LLAMA_3_1_8B)).key().orElseThrow();

      assertThat(new TrainingSubject(Training.of(LLAMA_3_1_8B)).key()).contains(key);
      assertThat(new TrainingSubject(Training.of(LLAMA_3_1_8B).globalBatch(8)).key())
          .isNotEqualTo(java.util.Optional.of(key));
    }
  }

  @Nested
  class GivenWrongInput {

    @Test
    void refusesAnEmptyAxis() {
      assertThatThrownBy(() -> training().over("servers"))
          .hasMessageContaining("axis \"servers\" is empty");
    }

    @Test
    void refusesASweepWithoutAxes() {
      assertThatThrownBy(() -> training().run()).hasMessageContaining("needs an axis");
    }

    @Test
    void refusesValuesAndAxesThatAreThereTwice() {
      assertThatThrownBy(() -> training().over("servers", 1, 1)).hasMessageContaining("1 twice");
      assertThatThrownBy(() -> training().over("servers", 1).over("servers", 2))
          .hasMessageContaining("there already");
    }

    @Test
    void refusesRangesWithoutValues() {
      assertThatThrownBy(() -> Values.range(5, 1)).hasMessageContaining("holds nothing");
      assertThatThrownBy(() -> Values.logRange(0, 1, 3)).hasMessageContaining("above zero");
      assertThatThrownBy(() -> Values.doubling(0, 8)).hasMessageContaining("begin above zero");
      assertThatThrownBy(() -> Values.linear(0, 1, 1)).hasMessageContaining("at least 2 points");
    }

    @Test
    void refusesAValueOfTheWrongKindForItsPointOnly() {
      SweepResult result = training().over("precision", BF16, 8).run();

      assertThat(result.rows()).hasSize(1);
      assertThat(result.failures().get(0).reason()).contains("axis \"precision\" holds 8");
    }

    @Test
    void refusesTwoColumnsOfOneName() {
      assertThatThrownBy(() -> training().measure(TrainingMeasures.mfu(), TrainingMeasures.mfu()))
          .hasMessageContaining("measured already");
    }

    @Test
    void refusesMoreCombinationsThanItCanHold() {
      assertThatThrownBy(
              () ->
                  training()
                      .over("servers", Values.range(1, 10_000))
                      .over("globalBatch", Values.range(1, 10_000))
                      .run())
          .hasMessageContaining("100,000,000 combinations");
    }
  }
}
