package dev.trn3.simulation;

import static dev.trn3.parallelism.Parallelism.context;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.trn3.hardware.UltraServers;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedFormAllocationTest {

  private static final int EVALUATIONS = 20_000;

  private static final StepEvaluator EVALUATOR =
      MachineModel.of(UltraServers.TRN3_ULTRASERVER_GEN2)
          .with(Softwares.newest("Trainium3"))
          .evaluator();

  @Test
  void allocatesNothingForADenseModel() {
    allocatesNothing(
        Models.LLAMA_3_1_70B,
        Plan.of(tensor(4), pipeline(4), data(9), zero(1)),
        Plan.of(tensor(8), pipeline(2).interleaved(2), context(3), data(3), zero(1)));
  }

  @Test
  void allocatesNothingForAMixtureOfExperts() {
    allocatesNothing(
        Models.KIMI_K2,
        Plan.of(data(144), expert(16), zero(1)),
        Plan.of(tensor(2), pipeline(4), data(18), expert(4), zero(1)));
  }

  /** Also without the help of a compiler that removes objects that nobody else sees. */
  private static void allocatesNothing(Transformer model, Plan... plans) {
    Job job = new Job(model, 8192, 1152, 16, Recompute.SELECTIVE, false, 1);
    List<Plan> both = List.of(plans);
    evaluate(job, both);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    double sum = evaluate(job, both);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(sum).isPositive();
    // What the measurement itself allocates is spread over all of them.
    assertThat((double) bytes / EVALUATIONS).isLessThan(1);
  }

  private static double evaluate(Job job, List<Plan> plans) {
    double sum = 0;
    for (int i = 0; i < EVALUATIONS; i++) {
      sum += EVALUATOR.seconds(job, plans.get(i & 1));
    }
    return sum;
  }
}
