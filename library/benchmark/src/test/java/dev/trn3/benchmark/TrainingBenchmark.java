package dev.trn3.benchmark;

import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static dev.trn3.workload.Models.KIMI_K2;
import static dev.trn3.workload.Models.LLAMA_3_1_405B;

import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.experiment.TrainingSimulation;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.PipelineRun;
import dev.trn3.simulation.Softwares;
import dev.trn3.simulation.StepEvaluator;
import dev.trn3.simulation.Variation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A step of training, in closed form and event by event. */
@State(Scope.Thread)
public class TrainingBenchmark {

  private static final int STAGES = 16;
  private static final int MICRO_BATCHES = 128;
  private static final int EVENTS = 2 * STAGES * MICRO_BATCHES;

  private final Training dense =
      Training.of(LLAMA_3_1_405B)
          .sequenceLength(8192)
          .globalBatch(2304)
          .precision(MXFP8)
          .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(64));
  private final Training planned =
      dense.parallel(tensor(8), pipeline(18).interleaved(7), data(64), zero(1));
  private final Training million =
      dense
          .globalBatch(249_984)
          .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(6944))
          .parallel(tensor(8), pipeline(18).interleaved(7), data(6944), zero(1));
  private final Training mixture =
      Training.of(KIMI_K2)
          .sequenceLength(8192)
          .globalBatch(9216)
          .precision(MXFP8)
          .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(32));

  private final Job denseJob = dense.job();
  private final Job mixtureJob = mixture.job();
  private final StepEvaluator evaluator =
      MachineModel.of(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(64))
          .with(Softwares.newest("Trainium3"))
          .evaluator();
  private final Plan[] densePlans = {
    Plan.of(tensor(8), pipeline(18).interleaved(7), data(64), zero(1)),
    Plan.of(tensor(4), pipeline(18), data(128), zero(1)),
    Plan.of(tensor(16), pipeline(9), data(64), zero(1)),
    Plan.of(tensor(32), data(288), zero(1)),
  };
  private final Plan[] mixturePlans = {
    Plan.of(tensor(4), pipeline(8), data(288), expert(32), zero(1)),
    Plan.of(tensor(2), pipeline(16), data(288), expert(96), zero(1)),
    Plan.of(tensor(4), data(2304), expert(192), zero(1)),
    Plan.of(tensor(8), pipeline(4), data(288), expert(64), zero(1)),
  };
  private final PipelineRun.Durations even = new Even();
  private int next;

  @Benchmark
  @Row(value = "closed form: one plan of a dense model, another each time", atMost = 2.5e-6)
  public double closedFormDense() {
    next = (next + 1) & 3;
    return evaluator.seconds(denseJob, densePlans[next]);
  }

  @Benchmark
  @Row(value = "closed form: one plan of a mixture of experts", atMost = 2.5e-6)
  public double closedFormMixture() {
    next = (next + 1) & 3;
    return evaluator.seconds(mixtureJob, mixturePlans[next]);
  }

  @Benchmark
  @Row("search: the fastest plan of a dense model on 9,216 chips that fits")
  public TrainingEstimate searchDense() {
    return dense.estimate();
  }

  @Benchmark
  @Row("search: the fastest plan of a mixture on 4,608 chips that fits")
  public TrainingEstimate searchMixture() {
    return mixture.estimate();
  }

  @Benchmark
  @Row(value = "events: a step of 405B on 9,216 chips, chips and tasks varying", atMost = 2)
  public TrainingSimulation step() {
    return planned.simulate(Variation.of(0.02, 0.01));
  }

  @Benchmark
  @Row(value = "events: the same on 999,936 chips, by representatives, heap of 1 GB", atMost = 10)
  public TrainingSimulation stepOfAMillionChips() {
    return million.simulate(Variation.of(0.02, 0.01));
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  @Row("events: one task of a pipeline of 16 stages")
  public PipelineRun event() {
    return PipelineRun.play(STAGES, 1, MICRO_BATCHES, Schedule.ONE_FORWARD_ONE_BACKWARD, even);
  }

  private static final class Even implements PipelineRun.Durations {

    @Override
    public double forward(int stage, int chunk, int microBatch) {
      return 1;
    }

    @Override
    public double backward(int stage, int chunk, int microBatch) {
      return 2;
    }
  }
}
