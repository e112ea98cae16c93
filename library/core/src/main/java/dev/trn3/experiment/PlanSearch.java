package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.DeviceMemory;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.Softwares;
import dev.trn3.simulation.StepEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every plan worth trying for a job on a machine: tensor parallelism up to 64 devices, pipelines
 * that divide the layers, interleaving by 1, 2 or 4, micro-batches of 1, 2 or 4, experts spread as
 * far as they go, sharded optimizer states.
 *
 * @param job what is computed
 * @param machine what computes
 * @param software whose shares are assumed
 */
record PlanSearch(Job job, MachineModel machine, Software software) {

  private static final int MOST_TENSOR = 64;
  private static final int MOST_PIPELINE = 128;

  static PlanSearch of(Job job, MachineModel machine) {
    return new PlanSearch(job, machine, Softwares.newest(machine.generation()));
  }

  /**
   * The fastest plan that fits.
   *
   * @throws IllegalArgumentException if none fits or none divides the job
   */
  Plan fastest() {
    StepEvaluator model = machine.with(software).evaluator();
    Plan[] best = new Plan[1];
    double[] least = {Double.POSITIVE_INFINITY};
    DeviceMemory[] tightest = new DeviceMemory[1];
    int[] tried = new int[1];
    forEach(
        plan -> {
          tried[0]++;
          DeviceMemory memory = DeviceMemory.of(job, plan, software, machine.device().capacity());
          if (tightest[0] == null || memory.total() < tightest[0].total()) {
            tightest[0] = memory;
          }
          if (!memory.fits()) {
            return;
          }
          double seconds = model.seconds(job, plan);
          if (seconds < least[0]) {
            least[0] = seconds;
            best[0] = plan;
          }
        });
    if (tried[0] == 0) {
      throw new IllegalArgumentException(
          "no plan divides %s with %d sequences over %d chips of %s; use a globalBatch that is a multiple of the number of copies"
              .formatted(job.model(), job.globalBatch(), machine.devices(), machine.name()));
    }
    if (best[0] == null) {
      throw new IllegalArgumentException(
          "%s on %s: even the plan that needs least memory %s; use more chips or recompute(FULL)"
              .formatted(
                  job.model(),
                  machine.name(),
                  new MemoryTable(machine.device().name(), tightest[0]).overWords()));
    }
    return best[0];
  }

  /** Calls back with every plan. */
  void forEach(Consumer<Plan> consumer) {
    int devices = machine.devices();
    for (int tensor :
        divisors(Math.min(MOST_TENSOR, devices), devices, job.model().attention().heads())) {
      for (int pipeline : divisors(MOST_PIPELINE, devices / tensor, job.model().layers())) {
        int data = devices / tensor / pipeline;
        if (job.globalBatch() % data == 0) {
          withPipeline(tensor, pipeline, data, consumer);
        }
      }
    }
  }

  private void withPipeline(int tensor, int pipeline, int data, Consumer<Plan> consumer) {
    int layers = job.model().layers() / pipeline;
    for (int chunks : pipeline == 1 ? List.of(1) : List.of(1, 2, 4)) {
      if (layers % chunks != 0) {
        continue;
      }
      for (int micro : List.of(1, 2, 4)) {
        int perCopy = job.globalBatch() / data;
        if (perCopy % micro != 0 || (chunks > 1 && perCopy / micro < pipeline)) {
          continue;
        }
        for (int expert : experts((long) data * tensor)) {
          consumer.accept(
              new Plan(
                  tensor,
                  pipeline,
                  chunks,
                  Schedule.ONE_FORWARD_ONE_BACKWARD,
                  1,
                  data,
                  expert,
                  1,
                  micro));
        }
      }
    }
  }

  private List<Integer> experts(long devices) {
    int experts = job.cuttable().experts();
    List<Integer> degrees = new ArrayList<>(List.of(1));
    for (int each = 2; each <= experts; each++) {
      if (experts % each == 0 && devices % each == 0) {
        degrees.add(each);
      }
    }
    return degrees;
  }

  private static List<Integer> divisors(int most, int number, int other) {
    List<Integer> divisors = new ArrayList<>();
    for (int each = 1; each <= most; each++) {
      if (number % each == 0 && other % each == 0) {
        divisors.add(each);
      }
    }
    return divisors;
  }
}
