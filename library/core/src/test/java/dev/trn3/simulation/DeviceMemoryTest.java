package dev.trn3.simulation;

import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import org.junit.jupiter.api.Test;

/** Activations against arXiv 2205.05198, table 2; states against arXiv 1910.02054, figure 1. */
class DeviceMemoryTest {

  private static final Transformer GPT = Models.MEGATRON_22B;
  private static final double S = 2048;
  private static final double H = 6144;
  private static final double A = 64;
  private static final double LAYERS = 48;
  private static final Software UNFUSED = Softwares.of("Megatron-LM 2021", "A100");

  @Test
  void keepsThirtyFourBytesForEachElementAndTheScores() {
    DeviceMemory memory = of(Recompute.NONE, Plan.of(tensor(8)), UNFUSED);

    assertThat(memory.activations())
        .isCloseTo(LAYERS * S * H * (34 + 5 * A * S / H) / 8, within(1.0));
  }

  @Test
  void dropsTheScoresWithSelectiveRecomputation() {
    DeviceMemory memory = of(Recompute.SELECTIVE, Plan.of(tensor(8)), UNFUSED);

    // What is left of the scores is their normalisation, 4 bytes for each head and token.
    assertThat(memory.activations()).isCloseTo(LAYERS * S * (34 * H + 4 * A) / 8, within(1.0));
  }

  @Test
  void keepsOnlyInputsWithFullRecomputation() {
    DeviceMemory memory = of(Recompute.FULL, Plan.of(tensor(8)), UNFUSED);

    assertThat(memory.activations()).isCloseTo(LAYERS * 2 * S * H / 8, within(1.0));
    assertThat(memory.recomputed()).isBetween(0.9 * S * 32 * H / 8, S * 34 * H / 8);
  }

  @Test
  void sharesNormsOnlyIfTheSequenceIsCut() {
    DeviceMemory memory =
        of(Recompute.SELECTIVE, Plan.of(tensor(8)), UNFUSED.withoutSequenceParallel());

    assertThat(memory.activations())
        .isCloseTo(LAYERS * S * ((10 + 24 / 8.0) * H + 4 * A / 8), within(1.0));
  }

  @Test
  void holdsAsManyMicroBatchesAsThereAreStages() {
    DeviceMemory one = of(Recompute.SELECTIVE, Plan.of(tensor(8)), UNFUSED);
    DeviceMemory four = of(Recompute.SELECTIVE, Plan.of(tensor(8), pipeline(4)), UNFUSED);
    DeviceMemory chunks =
        of(Recompute.SELECTIVE, Plan.of(tensor(8), pipeline(4).interleaved(3)), UNFUSED);

    assertThat(four.activations()).isCloseTo(one.activations(), within(1.0));
    assertThat(chunks.activations() / four.activations())
        .isCloseTo(1 + 3.0 / (4 * 3), within(1e-9));
  }

  @Test
  void keepsSixteenBytesForEachParameterUntilZeroSharesThem() {
    double parameters = GPT.parameters() / 8.0;
    double none = states(Plan.of(tensor(8), data(16)));
    double one = states(Plan.of(tensor(8), data(16), zero(1)));
    double two = states(Plan.of(tensor(8), data(16), zero(2)));

    assertThat(none).isCloseTo(16 * parameters, within(1.0));
    assertThat(one).isCloseTo((4 + 12 / 16.0) * parameters, within(1.0));
    assertThat(two).isCloseTo((2 + 14 / 16.0) * parameters, within(1.0));
    assertThat(states(Plan.of(tensor(8), data(16), zero(3)))).isLessThan(two);
  }

  @Test
  void keepsAMarginForFragmentation() {
    DeviceMemory memory = of(Recompute.SELECTIVE, Plan.of(tensor(8)), UNFUSED);
    double held = memory.total() - memory.margin();

    assertThat(memory.margin()).isCloseTo(0.05 * held + 0x1p30, within(1.0));
  }

  @Test
  void spreadsExperts() {
    Job job = new Job(Models.GPT_OSS_120B, 4096, 64, 16, Recompute.NONE, false, 1);
    Software software = Softwares.newest("Trainium3");
    double together = DeviceMemory.of(job, Plan.of(data(64)), software, 1e12).weights();
    double spread = DeviceMemory.of(job, Plan.of(data(64), expert(64)), software, 1e12).weights();

    assertThat(together).isCloseTo(2.0 * Models.GPT_OSS_120B.parameters(), within(1.0));
    assertThat(together - spread)
        .isCloseTo(2.0 * Models.GPT_OSS_120B.routedParameters() * 63 / 64, within(1.0));
  }

  private static double states(Plan plan) {
    DeviceMemory memory = of(Recompute.SELECTIVE, plan, UNFUSED);
    return memory.weights() + memory.gradients() + memory.masterWeights() + memory.moments();
  }

  private static DeviceMemory of(Recompute recompute, Plan plan, Software software) {
    Job job = new Job(GPT, (int) S, 64, 16, recompute, false, 1);
    return DeviceMemory.of(job, plan, software, 80e9);
  }
}
