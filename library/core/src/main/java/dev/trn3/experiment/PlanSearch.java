package dev.trn3.experiment;

import dev.trn3.parallelism.Degrees;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.DeviceMemory;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.StepEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Every plan worth trying for a job on a machine: tensor parallelism up to 64 devices, pipelines of
 * any number of stages up to 128, interleaving by 1, 2 or 4, context parallelism for long
 * sequences, micro-batches of 1, 2, 4 or 8, experts spread as far as they go, sharded optimizer
 * states, and sharded weights without a pipeline. Stages may differ by a layer; the fullest sets
 * the pace.
 *
 * @param job what is computed
 * @param machine what computes
 * @param software whose shares are assumed
 */
record PlanSearch(Job job, MachineModel machine, Software software) {

  private static final int MOST_TENSOR = 64;
  private static final int MOST_PIPELINE = 128;

  /** Tokens that a device must keep of a sequence for context parallelism to be worth trying. */
  private static final int LEAST_CONTEXT = 4096;

  private static final int[] ONE = {1};
  private static final int[] CHUNKS = {1, 2, 4};
  private static final int[] MICRO_BATCHES = {1, 2, 4, 8};
  private static final int[] ZERO_WITHOUT_PIPELINE = {1, 3};

  /**
   * The fastest plan that fits.
   *
   * @throws IllegalArgumentException if none fits or none divides the job
   */
  Plan fastest() {
    StepEvaluator model = machine.with(software).evaluator();
    Plan[] best = new Plan[1];
    double[] least = {Double.POSITIVE_INFINITY};
    Plan[] tightest = new Plan[1];
    double[] leastBytes = {Double.POSITIVE_INFINITY};
    double capacity = machine.device().capacity();
    forEach(
        plan -> {
          double bytes = model.bytes(job, plan);
          if (tightest[0] == null || bytes < leastBytes[0]) {
            tightest[0] = plan;
            leastBytes[0] = bytes;
          }
          if (bytes > capacity) {
            return;
          }
          double seconds = model.seconds(job, plan);
          if (seconds < least[0]) {
            least[0] = seconds;
            best[0] = plan;
          }
        });
    if (tightest[0] == null) {
      throw new IllegalArgumentException(
          "no plan divides %s with %d sequences over %d chips of %s; use a globalBatch that is a multiple of the number of copies, such as %d"
              .formatted(
                  job.model(),
                  job.globalBatch(),
                  machine.devices(),
                  machine.name(),
                  nearestBatch()));
    }
    if (best[0] == null) {
      DeviceMemory memory = DeviceMemory.of(job, tightest[0], software, capacity);
      throw new IllegalArgumentException(
          "%s on %s: even the plan that needs least memory %s; use more chips, recompute(FULL) or offloadOptimizer()"
              .formatted(
                  job.model(),
                  machine.name(),
                  new MemoryTable(machine.device().name(), memory).overWords()));
    }
    return best[0];
  }

  private int nearestBatch() {
    int devices = machine.devices();
    return Math.max(1, Math.round((float) job.globalBatch() / devices)) * devices;
  }

  /** Calls back with every plan. */
  void forEach(Consumer<Plan> consumer) {
    int devices = machine.devices();
    for (int tensor :
        divisors(Math.min(MOST_TENSOR, devices), devices, job.model().attention().heads())) {
      int mostContext = job.sequenceLength() / LEAST_CONTEXT;
      for (int context : divisors(mostContext, devices / tensor, job.sequenceLength())) {
        for (int pipeline : stages(devices / tensor / context)) {
          int data = devices / tensor / context / pipeline;
          if (job.globalBatch() % data == 0) {
            withPipeline(
                new Plan(
                    tensor, pipeline, 1, Schedule.ONE_FORWARD_ONE_BACKWARD, context, data, 1, 1, 1),
                consumer);
          }
        }
      }
    }
  }

  private List<Integer> stages(int devices) {
    int layers = job.model().layers();
    List<Integer> stages = new ArrayList<>();
    for (int each = 1; each <= Math.min(MOST_PIPELINE, Math.min(layers, devices)); each++) {
      if (devices % each == 0 && Degrees.nearlyEven(layers, each, 1)) {
        stages.add(each);
      }
    }
    return stages;
  }

  private void withPipeline(Plan plan, Consumer<Plan> consumer) {
    int pipeline = plan.pipeline();
    int[] experts = experts((long) plan.data() * plan.context() * plan.tensor());
    int[] zeros = pipeline == 1 && !job.offloaded() ? ZERO_WITHOUT_PIPELINE : ONE;
    for (int chunks : pipeline == 1 ? ONE : CHUNKS) {
      if (!Degrees.nearlyEven(job.model().layers(), pipeline, chunks)) {
        continue;
      }
      for (int micro : MICRO_BATCHES) {
        int perCopy = job.globalBatch() / plan.data();
        if (perCopy % micro != 0 || perCopy / micro < pipeline) {
          continue;
        }
        for (int expert : experts) {
          for (int zero : zeros) {
            consumer.accept(
                new Plan(
                    plan.tensor(),
                    pipeline,
                    chunks,
                    Schedule.ONE_FORWARD_ONE_BACKWARD,
                    plan.context(),
                    plan.data(),
                    expert,
                    zero,
                    micro));
          }
        }
      }
    }
  }

  private int[] experts(long devices) {
    int experts = job.cuttable().experts();
    return IntStream.rangeClosed(1, Math.max(1, experts))
        .filter(each -> each == 1 || (experts % each == 0 && devices % each == 0))
        .toArray();
  }

  /** Divisors of both numbers up to a limit, at least 1. */
  private static List<Integer> divisors(int most, int number, int other) {
    List<Integer> divisors = new ArrayList<>(List.of(1));
    for (int each = 2; each <= most; each++) {
      if (number % each == 0 && other % each == 0) {
        divisors.add(each);
      }
    }
    return divisors;
  }
}
