package dev.trn3.benchmark;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Recompute.FULL;
import static dev.trn3.parallelism.Recompute.SELECTIVE;
import static dev.trn3.sweep.TrainingMeasures.costPerMillionTokens;
import static dev.trn3.sweep.TrainingMeasures.stepTime;

import dev.trn3.experiment.Serving;
import dev.trn3.experiment.Training;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.parallelism.Plan;
import dev.trn3.search.Search;
import dev.trn3.search.SearchResult;
import dev.trn3.search.ServingSearch;
import dev.trn3.search.ServingSearchResult;
import dev.trn3.serving.Rate;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Softwares;
import dev.trn3.simulation.StepEvaluator;
import dev.trn3.sweep.Processors;
import dev.trn3.sweep.Sweep;
import dev.trn3.sweep.SweepResult;
import dev.trn3.sweep.Values;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Searches over plans and sweeps over settings. */
@State(Scope.Benchmark)
public class SearchBenchmark {

  private static final Training DENSE =
      Training.of(Models.LLAMA_3_1_405B)
          .globalBatch(4608)
          .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(16));

  private final MachineModel machine = MachineModel.of(DENSE.machine().orElseThrow());
  private final Job job = DENSE.job();
  private final StepEvaluator evaluator =
      machine.with(Softwares.newest(machine.generation())).evaluator();
  private final Plan[] plans = {plan(8, 32), plan(4, 64)};
  private final Plan[] siblings = {
    plan(8, 32), plan(8, 32).with(Parallelism.pipeline(18)).with(Parallelism.data(16))
  };
  private int next;

  private static Plan plan(int tensor, int data) {
    return Plan.of(
        Parallelism.tensor(tensor),
        Parallelism.pipeline(9),
        Parallelism.data(data),
        Parallelism.zero(1));
  }

  static Search million(int processors) {
    return Search.of(Training.of(Models.GPT_OSS_120B).globalBatch(9216))
        .over("servers", Values.doubling(4, 32))
        .over("precision", BF16, MXFP8)
        .over("recompute", SELECTIVE, FULL)
        .minimise(costPerMillionTokens())
        .quietly()
        .processors(processors);
  }

  private static SearchResult checked(SearchResult result) {
    if (result.considered() < 1_000_000) {
      throw new IllegalStateException("only " + result.considered() + " plans");
    }
    return result;
  }

  /** Calculon does about 400 in a second on one core with its logging off: 1,000 times as many. */
  @Benchmark
  @Row(value = "one plan of a dense model, 1,000 times Calculon's 400 a second", atMost = 2.5e-6)
  public double onePlan() {
    next = 1 - next; // Another cut of the layers each time: nothing is known from the plan before.
    return evaluator.seconds(job, plans[next]);
  }

  @Benchmark
  @Row("the next plan, which cuts layers in the same way as the one before")
  public double nextPlanOfAGroup() {
    next = 1 - next;
    return evaluator.seconds(job, siblings[next]);
  }

  @Benchmark
  @Row(value = "more than 1,000,000 plans, each evaluated, on 2 processors", atMost = 3)
  public SearchResult everyPlanOnTwoProcessors() {
    return checked(million(2).exhaustively().run());
  }

  @Benchmark
  @Row(value = "the same on 1 processor", comparedWith = "everyPlanOnTwoProcessors")
  public SearchResult everyPlanOnOneProcessor() {
    return checked(million(1).exhaustively().run());
  }

  @Benchmark
  @Row(
      value = "the same on 2 processors without plans that cannot be among the best",
      atMost = 3,
      comparedWith = "everyPlanOnTwoProcessors")
  public SearchResult prunedOnTwoProcessors() {
    return checked(million(2).run());
  }

  @Benchmark
  @Row("sweep of 100,000 combinations of a function that does nothing, on 2 processors")
  public SweepResult emptySweep() {
    return Sweep.of(point -> point.number("x"))
        .over("x", Values.range(1, 100_000))
        .on(new Processors(2))
        .quietly()
        .run();
  }

  @Benchmark
  @Row("search over 4 sizes and all plans for serving, each design simulated for a minute")
  public ServingSearchResult servingSearch() {
    return ServingSearch.of(
            Serving.of(Models.GPT_OSS_20B)
                .on(TRN3_ULTRASERVER_GEN2.chips(4))
                .load(Rate.perSecond(20)),
            Units.minutes(1))
        .over("chips", 4, 8, 16, 32)
        .quietly()
        .run();
  }

  @Benchmark
  @Row("sweep of 16 combinations, each with a search for its plan")
  public SweepResult sweepOfJobs() {
    return Sweep.of(DENSE)
        .over("servers", 2, 4, 8, 16)
        .over("precision", BF16, MXFP8)
        .over("recompute", SELECTIVE, FULL)
        .measure(stepTime())
        .afresh()
        .quietly()
        .run();
  }
}
