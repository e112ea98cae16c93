package dev.trn3.simulation;

import static dev.trn3.parallelism.Parallelism.context;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.microBatch;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.simulation.MachineModel.Resource;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import org.junit.jupiter.api.Test;

class StepModelTest {

  private static final MachineModel MACHINE = MachineModel.of(UltraServers.TRN3_ULTRASERVER_GEN2);
  private static final Software SOFTWARE = Softwares.newest("Trainium3");
  private static final StepModel MODEL = MACHINE.with(SOFTWARE);

  @Test
  void roundsProductsUpToTilesOfTheMatrixEngine() {
    double whole = product(1024, 1024, 1024);

    assertThat(product(1025, 1024, 1024) - ramp())
        .isCloseTo((whole - ramp()) * 1152 / 1024, within(1e-12));
    assertThat(product(1024, 1024, 1024)).isGreaterThan(2.0 * 1024 * 1024 * 1024 / 671e12);
  }

  @Test
  void waitsForMemoryWhereAProductIsThin() {
    double bytes = 2 * 16384.0 * 128 + 2 * 16384.0 * 16384;

    assertThat(Products.seconds(MACHINE.device(), SOFTWARE, 1, 16384, 128, 16384, 8) - ramp())
        .isCloseTo(bytes / (MACHINE.device().bandwidth() * SOFTWARE.memory()), within(1e-9));
  }

  @Test
  void isNeverSlowerWithMoreOfAnything() {
    Job job = job(Models.LLAMA_3_1_70B, 1152, Recompute.SELECTIVE);
    Plan plan = Plan.of(tensor(4), pipeline(4), data(9), zero(1));
    double now = MODEL.cost(job, plan).seconds();

    for (Resource resource : Resource.values()) {
      double more = MACHINE.with(resource, 1.5).with(SOFTWARE).cost(job, plan).seconds();
      assertThat(more).as(resource.toString()).isLessThanOrEqualTo(now);
    }
  }

  @Test
  void hasTheTextbookBubble() {
    Job job = job(Models.LLAMA_3_1_70B, 1152, Recompute.SELECTIVE);
    StepCost plain = MODEL.cost(job, Plan.of(tensor(4), pipeline(4), data(9)));
    StepCost chunks = MODEL.cost(job, Plan.of(tensor(4), pipeline(4).interleaved(4), data(9)));
    StepCost delayed = MODEL.cost(job, Plan.of(tensor(4), pipeline(4).zeroBubble(), data(9)));

    assertThat(chunks.part(Part.BUBBLE) / plain.part(Part.BUBBLE)).isCloseTo(0.25, within(0.02));
    assertThat(delayed.part(Part.BUBBLE)).isLessThan(plain.part(Part.BUBBLE) / 2);
    assertThat(MODEL.cost(job, Plan.of(tensor(16), data(9))).part(Part.BUBBLE)).isZero();
  }

  @Test
  void takesTwiceAsLongForTwiceTheBatch() {
    Plan plan = Plan.of(tensor(4), data(36), zero(1));
    StepCost one = MODEL.cost(job(Models.LLAMA_3_1_8B, 1152, Recompute.NONE), plan);
    StepCost two = MODEL.cost(job(Models.LLAMA_3_1_8B, 2304, Recompute.NONE), plan);
    double fixed = one.part(Part.DATA) + one.part(Part.OPTIMIZER);

    assertThat(two.seconds() - fixed).isCloseTo(2 * (one.seconds() - fixed), within(1e-9));
  }

  @Test
  void recomputesAForwardPass() {
    Plan plan = Plan.of(tensor(4), data(36), zero(1));
    StepCost kept = MODEL.cost(job(Models.LLAMA_3_1_8B, 1152, Recompute.NONE), plan);
    StepCost again = MODEL.cost(job(Models.LLAMA_3_1_8B, 1152, Recompute.FULL), plan);

    assertThat(again.seconds() / kept.seconds()).isBetween(1.2, 1.4);
    assertThat(again.hardwareFlops() / kept.hardwareFlops()).isCloseTo(4.0 / 3, within(1e-9));
  }

  @Test
  void countsScoresThatAreComputedAgainWhereAttentionIsNotFused() {
    Plan plan = Plan.of(tensor(4), data(36), zero(1));
    Job kept = job(Models.GPT_3_6_7B, 1152, Recompute.NONE);
    Job again = job(Models.GPT_3_6_7B, 1152, Recompute.SELECTIVE);
    StepModel unfused = MACHINE.with(Softwares.of("Neuron NeMo Megatron", "Trainium1"));
    double scores = again.tokens() * 2 * again.model().attentionMacs(again.sequenceLength());

    assertThat(unfused.cost(again, plan).hardwareFlops() - unfused.cost(kept, plan).hardwareFlops())
        .isCloseTo(scores, within(1e-9 * scores));
    assertThat(MODEL.cost(again, plan).hardwareFlops())
        .isEqualTo(MODEL.cost(kept, plan).hardwareFlops());
  }

  @Test
  void passesKeysAndValuesAroundTheRing() {
    Job job = new Job(Models.LLAMA_3_1_8B, 131072, 36, 16, Recompute.NONE, false, 1);
    StepCost whole = MODEL.cost(job, Plan.of(tensor(4), data(36)));
    StepCost cut = MODEL.cost(job, Plan.of(tensor(4), context(4), data(9)));

    assertThat(cut.part(Part.ATTENTION)).isCloseTo(whole.part(Part.ATTENTION), within(1e-6));
    assertThat(cut.seconds() / whole.seconds()).isBetween(0.95, 1.3);
  }

  @Test
  void paysForExpertsThatAreUnevenlyLoaded() {
    Plan plan = Plan.of(data(144), expert(16));
    StepCost even = MODEL.cost(mixture(1), plan);
    StepCost uneven = MODEL.cost(mixture(1.5), plan);

    assertThat(uneven.part(Part.EXPERT)).isGreaterThan(even.part(Part.EXPERT));
    assertThat(uneven.part(Part.MATRICES)).isGreaterThan(even.part(Part.MATRICES));
  }

  @Test
  void gathersShardedWeightsForEveryMicroBatch() {
    Job job = job(Models.LLAMA_3_1_70B, 1152, Recompute.NONE);
    StepCost states = MODEL.cost(job, Plan.of(data(144), zero(1)));
    StepCost weights = MODEL.cost(job, Plan.of(data(144), zero(3)));

    assertThat(weights.part(Part.DATA)).isNotEqualTo(states.part(Part.DATA));
    assertThat(weights.seconds()).isGreaterThan(states.seconds() * 0.9);
  }

  @Test
  void leavesOutGradientsOfFrozenWeights() {
    Transformer model = Models.LLAMA_3_1_70B;
    Job all = new Job(model, 4096, 144, 16, Recompute.NONE, false, 1);
    Job frozen = new Job(model, 4096, 144, 16, Recompute.NONE, true, 1);

    assertThat(frozen.modelFlops() / all.modelFlops()).isBetween(0.66, 0.7);
    assertThat(MODEL.cost(frozen, Plan.of(tensor(8), data(18))).seconds())
        .isLessThan(MODEL.cost(all, Plan.of(tensor(8), data(18))).seconds());
  }

  private static Job mixture(double imbalance) {
    return new Job(Models.GPT_OSS_120B, 4096, 1152, 16, Recompute.NONE, false, imbalance);
  }

  private static Job job(Transformer model, int batch, Recompute recompute) {
    return new Job(model, 8192, batch, 16, recompute, false, 1);
  }

  private static double product(double m, double k, double n) {
    return Products.seconds(MACHINE.device(), SOFTWARE, 1, m, k, n, 16);
  }

  private static double ramp() {
    return MACHINE.device().ramp();
  }

  @Test
  void waitsForAHostThatCannotStartKernelsFastEnough() {
    MachineModel server = MachineModel.of(Servers.P5_48XLARGE);
    StepModel model = server.with(Softwares.of("nanotron", "H100"));
    Job job = new Job(Models.LLAMA_3_2_1B, 4096, 256, 16, Recompute.NONE, false, 1);
    StepCost thin = model.cost(job, Plan.of(tensor(8)));
    StepCost thick = model.cost(job, Plan.of(tensor(8), microBatch(64)));

    assertThat(thin.part(Part.HOST)).isGreaterThan(0.5 * thin.seconds());
    assertThat(thick.part(Part.HOST)).isLessThan(0.1 * thick.seconds());
  }

  @Test
  void letsTheFullestStageSetThePace() {
    Job job = job(Models.LLAMA_3_1_405B, 1152, Recompute.SELECTIVE);
    StepCost even = MODEL.cost(job, Plan.of(tensor(8), pipeline(18)));
    StepCost uneven = MODEL.cost(job, Plan.of(tensor(8), pipeline(16)));

    // 126 layers: 7 on each of 18 stages, 8 on the fullest of 16.
    assertThat(uneven.seconds() / even.seconds()).isCloseTo(8.0 / 7, within(0.02));
  }

  @Test
  void countsAPartialGroupOfAnInterleavedPipelineAsAWholeOne() {
    Plan plan = Plan.of(tensor(8), pipeline(18).interleaved(7), data(1));
    StepCost partial = MODEL.cost(job(Models.LLAMA_3_1_405B, 37, Recompute.SELECTIVE), plan);
    StepCost whole = MODEL.cost(job(Models.LLAMA_3_1_405B, 54, Recompute.SELECTIVE), plan);

    assertThat(partial.seconds() / whole.seconds()).isBetween(0.95, 1.0);
  }

  @Test
  void showsWhatCommunicationBehindComputationSlows() {
    MachineModel server = MachineModel.of(Servers.P5_48XLARGE);
    Job job = new Job(Models.LLAMA_3_1_8B, 8192, 64, 16, Recompute.NONE, false, 1);
    Software software = Softwares.of("Megatron Bridge 26.06", "H100");
    double shown = server.with(software).cost(job, Plan.of(data(8), zero(3))).part(Part.DATA);

    assertThat(software.contention()).isBetween(0.05, 0.6);
    assertThat(shown).isPositive();
  }

  @Test
  void movesTheOptimizerToTheHost() {
    Job job = job(Models.LLAMA_3_1_8B, 1152, Recompute.NONE);
    Plan plan = Plan.of(tensor(4), data(36), zero(1));
    StepCost here = MODEL.cost(job, plan);
    StepCost there = MODEL.cost(job.withOffload(true), plan);
    DeviceMemory memory = DeviceMemory.of(job.withOffload(true), plan, SOFTWARE, 1e12);

    assertThat(there.part(Part.OFFLOAD)).isGreaterThan(here.part(Part.OPTIMIZER));
    assertThat(there.part(Part.OPTIMIZER)).isZero();
    assertThat(memory.moments() + memory.masterWeights()).isZero();
    assertThat(memory.host())
        .isCloseTo(12.0 * Models.LLAMA_3_1_8B.parameters() / 4 / 36, within(1.0));
  }

  @Test
  void recomputesSomeLayersOnly() {
    Plan plan = Plan.of(tensor(4), data(36), zero(1));
    Job none = job(Models.LLAMA_3_1_8B, 1152, Recompute.SELECTIVE);
    double least = MODEL.cost(none, plan).seconds();
    double half = MODEL.cost(none.recomputing(Recompute.FULL, 16), plan).seconds();
    double most = MODEL.cost(none.recomputing(Recompute.FULL, 32), plan).seconds();
    DeviceMemory kept = DeviceMemory.of(none, plan, SOFTWARE, 1e12);
    DeviceMemory some = DeviceMemory.of(none.recomputing(Recompute.FULL, 16), plan, SOFTWARE, 1e12);

    assertThat(half - least).isCloseTo(most - half, within(1e-6));
    assertThat(some.activations()).isLessThan(kept.activations());
  }

  @Test
  void startsTheTensorEngineSlowly() {
    // Half the peak at first, all of it after 3 us: 0.75 us lost, and 1.3 us until data arrives.
    assertThat(MACHINE.device().ramp()).isCloseTo(0.75e-6 + 1.3e-6, within(1e-9));
  }

  @Test
  void takesNoLongerForAWindowThanForEverything() {
    Job all = job(Models.LLAMA_3_1_8B, 144, Recompute.NONE);
    Job windowed = new Job(windowed(), 8192, 144, 16, Recompute.NONE, false, 1);
    Plan plan = Plan.of(data(144), zero(1));

    assertThat(MODEL.cost(windowed, plan).part(Part.ATTENTION))
        .isLessThan(0.2 * MODEL.cost(all, plan).part(Part.ATTENTION));
  }

  private static Transformer windowed() {
    Transformer model = Models.LLAMA_3_1_8B;
    return Transformer.named("windowed")
        .layers(model.layers())
        .hidden(model.hidden())
        .vocabulary(model.vocabulary())
        .attention(model.attention())
        .windowed(512, model.layers())
        .feedForward(model.feedForward());
  }
}
