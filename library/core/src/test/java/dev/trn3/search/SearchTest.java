package dev.trn3.search;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.sweep.TrainingMeasures.chips;
import static dev.trn3.sweep.TrainingMeasures.costPerMillionTokens;
import static dev.trn3.sweep.TrainingMeasures.memoryPerChip;
import static dev.trn3.sweep.TrainingMeasures.mfu;
import static dev.trn3.sweep.TrainingMeasures.plan;
import static dev.trn3.sweep.TrainingMeasures.stepTime;
import static dev.trn3.sweep.TrainingMeasures.trainingTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.sweep.Values;
import dev.trn3.units.Seconds;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SearchTest {
  static final Training SMALL =
      Training.of(Models.LLAMA_3_1_8B).globalBatch(1152).on(TRN3_ULTRASERVER_GEN2);

  private static Search search() {
    return Search.of(SMALL).quietly();
  }

  @Nested
  class WithLimits {

    @Test
    void keepsTheDeadline() {
      Search search =
          search()
              .over("servers", Values.range(1, 6))
              .tokens(1e12)
              .minimise(costPerMillionTokens());
      Seconds deadline = Units.days(4);
      SearchResult free = search.run();
      SearchResult bound = search.within(deadline).run();

      assertThat(free.estimate().pretrain(1e12).time().days()).isGreaterThan(4);
      assertThat(bound.designs())
          .allSatisfy(
              design -> assertThat(design.estimate().pretrain(1e12).time()).isLessThan(deadline));
      assertThat(bound.sheet().notes()).anyMatch(note -> note.contains("at most 4 days"));
    }

    @Test
    void keepsTheMemoryBelowAnotherLimit() {
      double fastest = search().run().estimate().memory().total().si() / 0x1p30;
      SearchResult small = search().atMost(memoryPerChip(), fastest / 2).run();

      assertThat(small.estimate().memory().total().si() / 0x1p30).isLessThanOrEqualTo(fastest / 2);
    }

    @Test
    void keepsTheNumberOfChips() {
      SearchResult result =
          search().over("servers", 1, 2, 4).minimise(stepTime()).atMost(chips(), 300).run();

      assertThat(result.estimate().machine().chips()).isEqualTo(288);
      assertThat(result.notes()).anyMatch(note -> note.contains("Left out: servers 4, breaks"));
    }

    @Test
    void saysWhichLimitLeavesNothing() {
      assertThatThrownBy(
              () -> search().tokens(15e12).within(Units.days(1)).minimise(stepTime()).run())
          .hasMessageContaining("training time at most 1 days");
      assertThatThrownBy(() -> search().atMost(memoryPerChip(), 1).run())
          .hasMessageContaining("fits into 1 GiB");
    }
  }

  @Test
  void listsTheBestOfEachCombinationOfSettings() {
    SearchResult result = search().over("servers", 1, 2, 4).minimise(costPerMillionTokens()).run();

    assertThat(result.designs())
        .extracting(design -> design.point().integer("servers"))
        .containsExactlyInAnyOrder(1, 2, 4);
    assertThat(result.designs())
        .isSortedAccordingTo(
            java.util.Comparator.comparingDouble(design -> design.values().get(0)));
  }

  @Nested
  class WithSeveralObjectives {

    @Test
    void givesDesignsThatNoneBeatsInBoth() {
      SearchResult result =
          search()
              .over("servers", Values.range(1, 4))
              .minimise(costPerMillionTokens())
              .pareto(stepTime())
              .run();

      for (Design one : result.designs()) {
        assertThat(result.others())
            .noneMatch(
                other ->
                    other.values().get(0) < one.values().get(0)
                        && other.values().get(1) < one.values().get(1));
      }
      assertThat(result.designs()).hasSizeGreaterThan(1);
      assertThat(result.figure().series().get(0).y()).hasSameSizeAs(result.designs());
    }
  }

  @Nested
  class Explains {

    @Test
    void whyTheRunnerUpLost() {
      SearchResult result = search().run();
      double best = result.designs().get(0).values().get(0);
      double second = result.designs().get(1).values().get(0);

      assertThat(second).isGreaterThanOrEqualTo(best);
      assertThat(result.notes())
          .anyMatch(
              note ->
                  note.startsWith("Runner-up: " + result.designs().get(1).estimate().plan())
                      && note.contains("step time"));
    }

    @Test
    void whatMoreMemoryWouldBring() {
      Training tight =
          Training.of(Models.LLAMA_3_1_405B).globalBatch(1152).on(TRN3_ULTRASERVER_GEN2);
      SearchResult result = Search.of(tight).quietly().run();
      double seconds = result.estimate().cost().seconds();

      assertThat(result.notes()).anyMatch(note -> note.matches("With .* GiB more memory.*"));
      assertThat(tight.parallel(result.estimate().plan()).estimate().cost().seconds())
          .isEqualTo(seconds);
    }
  }

  @Nested
  class GivenWrongInput {

    @Test
    void refusesAnObjectiveThatIsNotKnown() {
      assertThatThrownBy(() -> search().minimise(plan()))
          .hasMessageContaining("cannot judge \"plan\"");
    }

    @Test
    void refusesTheWrongDirection() {
      assertThatThrownBy(() -> search().minimise(mfu())).hasMessageContaining("use maximise");
      assertThatThrownBy(() -> search().maximise(stepTime())).hasMessageContaining("use minimise");
      assertThatThrownBy(() -> search().atLeast(stepTime(), 1)).hasMessageContaining("use atMost");
      assertThatThrownBy(() -> search().atMost(mfu(), 50)).hasMessageContaining("use atLeast");
    }

    @Test
    void refusesADeadlineForARunWithoutTokens() {
      assertThatThrownBy(() -> search().within(Units.days(1)))
          .hasMessageContaining(".tokens(trillions(15))");
      assertThatThrownBy(() -> search().tokens(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void refusesDegreesOfThePlanAsSettings() {
      assertThatThrownBy(() -> search().over("tensor", 1, 2))
          .hasMessageContaining("PlanSpace.wide().tensor(4, 8)");
    }

    @Test
    void refusesALimitThatIsNoNumber() {
      assertThatThrownBy(() -> search().atMost(trainingTime(1e12), Double.NaN))
          .hasMessageContaining("not NaN");
    }

    @Test
    void leavesOutDesignsWhoseObjectiveIsNotANumber() {
      var odd =
          dev.trn3.sweep.Measure.<dev.trn3.experiment.TrainingEstimate>of(
                  "odd",
                  "",
                  (run, point) -> point.integer("servers") == 1 ? Double.NaN : run.cost().seconds())
              .following(dev.trn3.sweep.Measure.Follows.STEP_TIME);
      SearchResult result = search().over("servers", 1, 2).minimise(odd).run();

      assertThat(result.best().point().integer("servers")).isEqualTo(2);
      assertThat(result.notes()).contains("Left out: servers 1, odd is not known.");
    }

    @Test
    void reportsSettingsThatDoNotWorkAndGoesOn() {
      SearchResult result = search().over("globalBatch", 7, 1152).run();

      assertThat(result.best().point().integer("globalBatch")).isEqualTo(1152);
      assertThat(result.notes()).anyMatch(note -> note.startsWith("Left out: globalBatch 7"));
    }
  }
}
