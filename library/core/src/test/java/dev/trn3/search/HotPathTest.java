package dev.trn3.search;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.trn3.experiment.Training;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.parallelism.Plan;
import dev.trn3.simulation.DeviceMemory;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.Softwares;
import dev.trn3.simulation.StepEvaluator;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a search does for each of its millions of plans allocates nothing. Bytes are counted by the
 * JVM, also where code is interpreted and no compiler takes objects away, so that they are the same
 * in every run.
 */
class HotPathTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Training training(Transformer model) {
    return Training.of(model)
        .globalBatch(4608)
        .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(8));
  }

  private static MachineModel machine(Training training) {
    return MachineModel.of(training.machine().orElseThrow());
  }

  private static long allocatedBy(Runnable work) {
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    work.run();
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  @Test
  void allocationsAreCountedAtAll() {
    byte[][] kept = new byte[1][];

    assertThat(allocatedBy(() -> kept[0] = new byte[1_000_000])).isGreaterThan(1_000_000);
  }

  static List<Transformer> models() {
    return List.of(Models.LLAMA_3_1_405B, Models.GPT_OSS_120B);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aPlanThatCutsLayersAsTheOneBeforeAllocatesNothing(Transformer model) {
    Training training = training(model);
    Job job = training.job();
    MachineModel machine = machine(training);
    StepEvaluator steps = machine.with(Softwares.newest(machine.generation())).evaluator();
    PlanGroup largest =
        PlanSpace.wide().groups(job.cuttable(), machine.devices()).stream()
            .max((one, other) -> Integer.compare(one.size(), other.size()))
            .orElseThrow();
    double[] sum = new double[1];
    PlanGroup.Visitor visitor =
        (plan, index) -> sum[0] += steps.seconds(job, plan) + steps.bytes(job, plan);
    largest.forEach(visitor); // Loads classes and computes the layers.

    long bytes = allocatedBy(() -> largest.forEach(visitor));

    assertThat(largest.size()).isGreaterThan(40);
    assertThat(bytes).as("bytes for %d plans: one cursor", largest.size()).isLessThan(100);
    assertThat(sum[0]).isPositive();
  }

  /** In a pool of one thread, so that all of it is counted: groups, evaluators and what is kept. */
  @Test
  void aSearchAllocatesFarLessThanAnObjectForEachPlan() throws Exception {
    Training training = training(Models.GPT_OSS_120B);
    MachineModel machine = machine(training);
    PlanRace race =
        new PlanRace(
            training.job(),
            machine,
            Softwares.newest(machine.generation()),
            PlanSpace.wide(),
            machine.device().capacity());
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      long plans = pool.submit(() -> race.fastest(false)).get().evaluated();
      long bytes = pool.submit(() -> allocatedBy(() -> race.fastest(false))).get();

      assertThat(plans).isGreaterThan(10_000);
      assertThat((double) bytes / plans).as("a plan as an object has 48 bytes").isLessThan(40);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void memoryWithoutAnObjectIsThatOfTheObject() {
    Training training = training(Models.DEEPSEEK_V3);
    Job job = training.job();
    MachineModel machine = machine(training);
    Software software = Softwares.newest(machine.generation());
    StepEvaluator steps = machine.with(software).evaluator();
    List<PlanGroup> groups = PlanSpace.wide().groups(job.cuttable(), machine.devices());
    for (PlanGroup group : groups) {
      for (Plan plan : group.plans()) {
        assertThat(steps.bytes(job, plan))
            .isEqualTo(DeviceMemory.of(job, plan, software, 1).total());
      }
    }
  }
}
