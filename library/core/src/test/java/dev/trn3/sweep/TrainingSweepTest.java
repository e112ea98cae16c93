package dev.trn3.sweep;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Recompute.FULL;
import static dev.trn3.parallelism.Recompute.SELECTIVE;
import static dev.trn3.sweep.SweepFixture.column;
import static dev.trn3.sweep.SweepFixture.training;
import static dev.trn3.workload.Models.LLAMA_3_1_70B;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.hardware.UltraCluster;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TrainingSweepTest {

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
    void hasAnIntervalForEverythingThatFollowsFromTheTimeOfAStep() {
      List<Measure<? super TrainingEstimate>> measures =
          List.of(
              TrainingMeasures.stepTime(),
              TrainingMeasures.tokensPerSecond(),
              TrainingMeasures.mfu(),
              TrainingMeasures.costPerMillionTokens(),
              TrainingMeasures.tokensPerDollar(),
              TrainingMeasures.energyPerMillionTokens(),
              TrainingMeasures.trainingTime(1e12),
              TrainingMeasures.trainingCost(1e12));
      for (Measure<? super TrainingEstimate> measure : measures) {
        SweepResult result =
            training().over("servers", 1).over("price", 1.5).measure(measure).run();
        List<Object> row = result.rows().get(0);

        assertThat(row).as(measure.name()).hasSize(5);
        if (row.get(2) != null) { // The power of the chip is not public.
          assertThat((double) row.get(3)).as(measure.name()).isLessThan((double) row.get(2));
          assertThat((double) row.get(4)).as(measure.name()).isGreaterThan((double) row.get(2));
        }
      }
    }

    @Test
    void saysWhichPriceItsDollarsRestOn() {
      var dollars = training().over("machine", TRN2_ULTRASERVER, TRN3_ULTRASERVER_GEN2).quietly();

      assertThat(dollars.measure(TrainingMeasures.costPerMillionTokens()).run().sheet().notes())
          .anyMatch(note -> note.startsWith("Dollars: $") && note.contains("of Trn2 UltraServer ("))
          .anyMatch(note -> note.contains("of Trn3 UltraServer Gen2 ("));
      assertThat(dollars.measure(TrainingMeasures.stepTime()).run().sheet().notes())
          .noneMatch(note -> note.startsWith("Dollars"));
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
          .hasMessageContaining("a training job has no axis \"server\"")
          .hasMessageContaining("did you mean \"servers\"?");
      assertThatThrownBy(() -> training().over("batch", 1))
          .hasMessageContaining("did you mean \"globalBatch\"?")
          .hasMessageContaining("There are: chips, context, data, expert, globalBatch");
      assertThatThrownBy(() -> training().over("TP", 1))
          .hasMessageContaining("did you mean \"tensor\"?");
      assertThat(training().over("precision", "MXFP8").run().failures().get(0).reason())
          .isEqualTo(
              "axis \"precision\" holds the text \"MXFP8\", which is no DataType; say MXFP8 without quotation marks");
      SweepResult misspelt =
          Sweep.of(point -> point.number("servres")).quietly().over("servers", 1).run();
      assertThat(misspelt.failures().get(0).reason())
          .isEqualTo("no axis \"servres\"; did you mean \"servers\"? There are: servers");
      assertThatThrownBy(() -> training().over("servers", (Object) null))
          .hasMessageContaining("holds values, not null");
    }

    @Test
    void takesThePriceOfAnAxis() {
      SweepResult result =
          training().over("price", 1.0, 2.0).measure(TrainingMeasures.costPerMillionTokens()).run();

      double cheap = (double) result.rows().get(0).get(1);
      assertThat((double) result.rows().get(1).get(1)).isEqualTo(2 * cheap);
    }

    @Test
    void givesTheEndsOfIntervalsUnlessTheyAreLeftOut() {
      SweepResult result = training().over("servers", 1).measure(TrainingMeasures.stepTime()).run();

      List<Object> row = result.rows().get(0);
      assertThat((double) row.get(2)).isLessThan((double) row.get(1));
      assertThat((double) row.get(3)).isGreaterThan((double) row.get(1));
      assertThat(
              training()
                  .over("servers", 1)
                  .measure(TrainingMeasures.stepTime())
                  .withoutIntervals()
                  .run()
                  .rows())
          .containsExactly(row.subList(0, 2));
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
}
