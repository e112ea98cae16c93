package dev.trn3.search;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN1;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Recompute.FULL;
import static dev.trn3.parallelism.Recompute.NONE;
import static dev.trn3.parallelism.Recompute.SELECTIVE;
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
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.parallelism.Plan;
import dev.trn3.simulation.DeviceMemory;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.Softwares;
import dev.trn3.simulation.StepEvaluator;
import dev.trn3.sweep.Values;
import dev.trn3.units.Seconds;
import dev.trn3.units.Units;
import dev.trn3.view.Sheet;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SearchTest {

  private static final Training SMALL =
      Training.of(Models.LLAMA_3_1_8B).globalBatch(1152).on(TRN3_ULTRASERVER_GEN2);

  private static Search search() {
    return Search.of(SMALL).quietly();
  }

  /** Every plan that fits, evaluated one by one by nothing but the model. */
  private static List<Candidate> all(Training training, PlanSpace space) {
    Job job = training.job();
    MachineModel machine = MachineModel.of(training.machine().orElseThrow());
    Software software = Softwares.newest(machine.generation());
    StepEvaluator model = machine.with(software).evaluator();
    List<Candidate> fitting = new ArrayList<>();
    int index = 0;
    for (PlanGroup group : space.groups(job.cuttable(), machine.devices())) {
      for (Plan plan : group.plans()) {
        double memory = DeviceMemory.of(job, plan, software, machine.device().capacity()).total();
        if (memory <= machine.device().capacity()) {
          fitting.add(new Candidate(model.seconds(job, plan), memory, index, plan));
        }
        index++;
      }
    }
    return fitting;
  }

  @Nested
  class ComparedWithBruteForce {

    static Stream<Arguments> jobs() {
      List<Arguments> jobs = new ArrayList<>();
      for (Transformer model :
          List.of(Models.LLAMA_3_1_8B, Models.LLAMA_3_1_70B, Models.MIXTRAL_8X7B)) {
        for (Machine machine :
            List.of(TRN2_ULTRASERVER, TRN3_ULTRASERVER_GEN1, TRN3_ULTRASERVER_GEN2)) {
          jobs.add(Arguments.of(model, machine));
        }
      }
      jobs.add(
          Arguments.of(Models.LLAMA_3_1_405B, UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(4)));
      jobs.add(Arguments.of(Models.DEEPSEEK_V3, UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(8)));
      return jobs.stream();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void findsTheSamePlan(Transformer model, Machine machine) {
      Training training = Training.of(model).globalBatch(1152).on(machine);
      PlanSpace space = PlanSpace.wide();
      Candidate fastest = all(training, space).stream().sorted().findFirst().orElseThrow();

      SearchResult result = Search.of(training).quietly().run();

      assertThat(result.estimate().plan()).isEqualTo(fastest.plan());
      assertThat(result.estimate().cost().seconds()).isEqualTo(fastest.seconds());
      assertThat(result.evaluated()).isLessThanOrEqualTo(result.considered());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void nothingBeatsTheBoundOfItsGroup(Transformer model, Machine machine) {
      Training training = Training.of(model).globalBatch(1152).on(machine);
      MachineModel modelled = MachineModel.of(machine);
      StepEvaluator steps = modelled.with(Softwares.newest(modelled.generation())).evaluator();
      Job job = training.job();
      for (PlanGroup group : PlanSpace.wide().groups(job.cuttable(), modelled.devices())) {
        double bound = group.bound(job, steps);
        for (Plan plan : group.plans()) {
          assertThat(steps.seconds(job, plan)).isGreaterThanOrEqualTo(bound);
        }
      }
    }

    @Test
    void findsTheSameFrontOfTimeAndMemory() {
      Training training = SMALL.recompute(SELECTIVE);
      List<Candidate> all = all(training, PlanSpace.wide());
      List<Double> undominated =
          all.stream()
              .filter(
                  one ->
                      all.stream()
                          .noneMatch(
                              other ->
                                  other.seconds() <= one.seconds()
                                      && other.memory() <= one.memory()
                                      && (other.seconds() < one.seconds()
                                          || other.memory() < one.memory())))
              .map(Candidate::seconds)
              .distinct()
              .sorted()
              .toList();

      SearchResult result =
          Search.of(training).quietly().minimise(stepTime()).pareto(memoryPerChip()).run();

      assertThat(result.designs())
          .extracting(design -> design.values().get(0))
          .containsExactlyElementsOf(undominated);
    }

    @Test
    void prunedAndExhaustiveSearchesAgreeOnAllThatIsShown() {
      Search both =
          search()
              .over("precision", BF16, MXFP8)
              .over("recompute", NONE, SELECTIVE, FULL)
              .minimise(costPerMillionTokens());
      SearchResult pruned = both.run();
      SearchResult exhaustive = both.exhaustively().run();

      assertThat(pruned.sheet().rows()).isEqualTo(exhaustive.sheet().rows());
      assertThat(exhaustive.evaluated()).isEqualTo(exhaustive.considered());
    }

    @Test
    void anyNumberOfProcessorsGivesTheSameResult() {
      Search search = search().over("servers", 1, 2).minimise(costPerMillionTokens());

      Sheet alone = search.processors(1).run().sheet();
      for (int again = 0; again < 20; again++) {
        assertThat(search.processors(2 + again % 3).run().sheet()).isEqualTo(alone);
      }
      Search all = search.exhaustively();
      assertThat(all.processors(4).run().sheet()).isEqualTo(all.processors(1).run().sheet());
    }

    @Test
    void mostPlansOfALargeSpaceNeedNotBeEvaluated() {
      SearchResult result =
          Search.of(
                  Training.of(Models.LLAMA_3_1_405B)
                      .globalBatch(4608)
                      .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(16)))
              .quietly()
              .run();

      assertThat(result.evaluated()).isLessThan(result.considered() / 2);
    }
  }

  @Nested
  class ASpaceOfPlans {

    @Test
    void holdsOnlyPlansThatCanCutTheJob() {
      Training training = Training.of(Models.MIXTRAL_8X7B).globalBatch(1152);
      Job job = training.job();
      for (PlanGroup group : PlanSpace.wide().groups(job.cuttable(), 144)) {
        group.plans().forEach(plan -> plan.checked(job.cuttable(), 144));
      }
    }

    @Test
    void holdsNoPlanTwice() {
      Job job = SMALL.job();
      List<Plan> plans = new ArrayList<>();
      PlanSpace.wide().groups(job.cuttable(), 144).forEach(group -> plans.addAll(group.plans()));

      assertThat(plans).doesNotHaveDuplicates();
    }

    @Test
    void refusesDegreesThatMeanNothing() {
      assertThatThrownBy(() -> PlanSpace.wide().tensor(0)).hasMessageContaining("at least 1");
      assertThatThrownBy(() -> PlanSpace.wide().zero(4)).hasMessageContaining("0 to 3");
    }
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
