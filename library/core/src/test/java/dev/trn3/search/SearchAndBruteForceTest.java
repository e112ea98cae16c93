package dev.trn3.search;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN1;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Recompute.FULL;
import static dev.trn3.parallelism.Recompute.NONE;
import static dev.trn3.parallelism.Recompute.SELECTIVE;
import static dev.trn3.search.SearchTest.SMALL;
import static dev.trn3.sweep.TrainingMeasures.costPerMillionTokens;
import static dev.trn3.sweep.TrainingMeasures.memoryPerChip;
import static dev.trn3.sweep.TrainingMeasures.plan;
import static dev.trn3.sweep.TrainingMeasures.stepTime;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.trn3.view.Sheet;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A search finds what looking at every plan finds, with less work. */
class SearchAndBruteForceTest {
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
