package dev.trn3.sweep;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.sweep.SweepFixture.column;
import static dev.trn3.sweep.SweepFixture.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.units.Seconds;
import dev.trn3.units.Units;
import dev.trn3.view.Sheet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SweepTest {

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
    void takesTheUnitThatItsResultsComeWith() {
      Sweep<Seconds> sweep =
          Sweep.of(point -> Units.seconds(point.number("size") / 1e9))
              .quietly()
              .over("size", Units.megabytes(1), Units.megabytes(2));

      assertThat(sweep.run().columns())
          .extracting(Sheet.Column::header)
          .containsExactly("size [B]", "result [s]");
      assertThat(column(sweep.run(), 1)).containsExactly(0.001, 0.002);
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
          .hasMessageContaining("There are: x, falling, bent");
    }

    @Test
    void tellsWhereNumbersAreIfAColumnHasNone() {
      assertThatThrownBy(() -> result.atLeast("x", 3).atMost("x", 3).lowest("bent"))
          .hasMessage("no number in column \"bent\"; columns with numbers are x, falling");
      assertThatThrownBy(() -> result.atMost("x", 0).lowest("bent"))
          .hasMessageContaining("there is no row; left() lists combinations without a result");
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
