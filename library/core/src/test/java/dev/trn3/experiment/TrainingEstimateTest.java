package dev.trn3.experiment;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.context;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static dev.trn3.workload.Encoders.BERT_LARGE;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static dev.trn3.workload.Models.KIMI_K2;
import static dev.trn3.workload.Models.LLAMA_3_1_70B;
import static dev.trn3.workload.VideoModels.WAN_2_1_14B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.UltraCluster;
import dev.trn3.neuron.HandOver;
import dev.trn3.parallelism.Recompute;
import dev.trn3.simulation.Part;
import dev.trn3.workload.ExpertLoads;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainingEstimateTest {
  static final Training JOB =
      Training.of(LLAMA_3_1_70B)
          .sequenceLength(8192)
          .globalBatch(1152)
          .precision(MXFP8)
          .on(TRN3_ULTRASERVER_GEN2)
          .parallel(tensor(8), pipeline(2), data(9), zero(1));

  @Test
  void addsUpItsParts() {
    TrainingEstimate estimate = JOB.estimate();

    assertThat(Arrays.stream(estimate.cost().parts()).sum())
        .isCloseTo(estimate.stepTime().si(), within(1e-6));
  }

  @Test
  void countsTokensAndWork() {
    TrainingEstimate estimate = JOB.estimate();
    double tokens = 1152 * 8192.0;

    assertThat(estimate.tokensPerSecond() * estimate.stepTime().si())
        .isCloseTo(tokens, within(1.0));
    assertThat(estimate.mfu())
        .isCloseTo(
            tokens * LLAMA_3_1_70B.flopsPerToken(8192) / estimate.stepTime().si() / (144 * 2517e12),
            within(1e-9));
    assertThat(estimate.hfu()).isEqualTo(estimate.mfu());
  }

  @Test
  void isNeverFasterThanThePeak() {
    assertThat(JOB.precision(BF16).estimate().mfu()).isBetween(0.05, 0.75);
    assertThat(JOB.searched().precision(BF16).estimate().mfu()).isBetween(0.2, 0.75);
  }

  @Test
  void gainsLessThanThePeakFromNarrowElements() {
    double wide = JOB.precision(BF16).searched().estimate().stepTime().si();
    double narrow = JOB.precision(MXFP8).searched().estimate().stepTime().si();

    assertThat(wide / narrow).isBetween(1.2, 2517.0 / 671);
  }

  @Test
  void paysForRecomputation() {
    TrainingEstimate kept = JOB.estimate();
    TrainingEstimate again = JOB.recompute(Recompute.FULL).estimate();

    assertThat(again.stepTime().si()).isGreaterThan(kept.stepTime().si());
    assertThat(again.memory().total().si()).isLessThan(kept.memory().total().si());
    assertThat(again.hfu()).isGreaterThan(again.mfu());
    assertThat(again.time(Part.RECOMPUTE).si()).isPositive();
  }

  @Test
  void saysHowFarItMayBeOff() {
    TrainingEstimate estimate = JOB.estimate();

    assertThat(estimate.errorBar().deviation()).isBetween(0.05, 0.5);
    assertThat(estimate.sheet().notes().toString())
        .contains("projection: no training measurement of Trainium3 has been published");
    assertThat(estimate.errorBar().deviation())
        .isGreaterThan(
            JOB.precision(BF16).searched().on(TRN2_ULTRASERVER).estimate().errorBar().deviation());
  }

  @Test
  void namesItsBottleneck() {
    assertThat(JOB.estimate().bottleneck()).startsWith("Limited by ").contains("% of the step");
  }

  @Test
  void searchesForAPlanThatFitsAndIsNoSlower() {
    TrainingEstimate searched = JOB.searched().estimate();

    assertThat(searched.memory().fits()).isTrue();
    assertThat(searched.plan().devices()).isEqualTo(144);
    assertThat(searched.stepTime().si()).isLessThanOrEqualTo(JOB.estimate().stepTime().si());
  }

  @Test
  void scalesOverACluster() {
    Training job = JOB.searched().globalBatch(2304);
    double one = job.estimate().stepTime().si();
    double four =
        job.on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(4)).estimate().stepTime().si();

    // A little more than four is possible: sharded states leave room for less tensor parallelism.
    assertThat(one / four).isBetween(2.0, 4.4);
  }

  @Test
  void estimatesATrillionParameters() {
    TrainingEstimate estimate =
        Training.of(KIMI_K2)
            .globalBatch(9216)
            .precision(MXFP8)
            .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(16))
            .recompute(Recompute.FULL)
            .estimate();

    assertThat(estimate.memory().fits()).isTrue();
    assertThat(estimate.plan().expert()).isGreaterThan(1);
    assertThat(estimate.time(Part.EXPERT).si()).isPositive();
  }

  @Test
  void trainsVideoModelsWithTheSameSentence() {
    Training job = Training.of(WAN_2_1_14B).globalBatch(288).on(TRN3_ULTRASERVER_GEN2);
    TrainingEstimate large = job.resolution(1280, 720).frames(81).estimate();
    TrainingEstimate small = job.resolution(832, 480).frames(81).estimate();

    assertThat(large.training().sequenceLength()).isEqualTo(75_600);
    assertThat(large.mfu()).isBetween(0.2, 0.75);
    assertThat(large.sheet().rows().toString()).contains("clips per second");
    assertThat(large.time(Part.ATTENTION).si() / large.stepTime().si())
        .isGreaterThan(small.time(Part.ATTENTION).si() / small.stepTime().si());
    assertThatThrownBy(() -> job.sequenceLength(4096)).hasMessageContaining("resolution(");
    assertThatThrownBy(() -> JOB.frames(81)).hasMessageContaining("is for video models");
  }

  @Test
  void trainsEncoders() {
    TrainingEstimate estimate =
        Training.of(BERT_LARGE)
            .sequenceLength(512)
            .globalBatch(9216)
            .on(TRN3_ULTRASERVER_GEN2)
            .estimate();

    assertThat(estimate.mfu()).isBetween(0.2, 0.75);
  }

  @Test
  void freesMemoryByOffloadAndByRecomputingSomeLayers() {
    double all = JOB.estimate().memory().total().si();

    assertThat(JOB.offloadOptimizer().estimate().memory().total().si()).isLessThan(all);
    assertThat(JOB.recompute(Recompute.FULL, 40).estimate().memory().total().si())
        .isBetween(JOB.recompute(Recompute.FULL).estimate().memory().total().si(), all);
    assertThat(JOB.offloadOptimizer().estimate().sheet().notes().toString())
        .contains("assumed: 25 GB/s between chip and host");
    assertThatThrownBy(() -> JOB.recompute(Recompute.FULL, 81)).hasMessageContaining("use 1 to 80");
  }

  @Test
  void saysHowUnevenExpertsAre() {
    Training job =
        Training.of(GPT_OSS_120B).globalBatch(1152).precision(MXFP8).on(TRN3_ULTRASERVER_GEN2);
    TrainingEstimate even = job.estimate();
    TrainingEstimate uneven =
        job.parallel(even.plan()).expertLoads(ExpertLoads.lognormal(0.5)).estimate();

    assertThat(uneven.stepTime().si()).isGreaterThan(even.stepTime().si());
    assertThat(uneven.sheet().notes().toString()).contains("the busiest chip of");
  }

  @Test
  void handsOverPlansWithContextParallelismAndAllOfZero() {
    HandOver real =
        Training.of(LLAMA_3_1_70B)
            .sequenceLength(8192)
            .globalBatch(144)
            .precision(MXFP8)
            .on(TRN3_ULTRASERVER_GEN2)
            .parallel(tensor(4), context(2), data(18), zero(3))
            .recompute(Recompute.FULL)
            .estimate()
            .neuron();

    assertThat(real.environment()).containsEntry("NEURON_FSDP", "1");
    assertThat(real.nxdConfiguration())
        .contains("\"tensor_parallel_size\" : 16")
        .contains("\"context_parallel_size\" : 2")
        .contains("\"zero_one_enabled\" : true")
        .contains("\"activation_checkpoint_config\" : \"full\"");
    assertThat(real.jaxScript()).contains("--mesh_context=2 --mesh_data=18");
    assertThat(real.launchScript()).contains("--sequence_length 8192", "--global_batch_size 144");
    assertThat(real.unverified())
        .anySatisfy(s -> assertThat(s).contains("ZeRO-3"))
        .anySatisfy(s -> assertThat(s).contains("ring attention"));
  }

  @Test
  void tellsTheWorkOfTheHardwareWhereSomeIsDoneTwice() {
    assertThat(JOB.estimate().sheet().rows())
        .noneMatch(row -> row.get(0).equals("hardware FLOPs utilisation"));
    TrainingEstimate again = JOB.recompute(Recompute.FULL).withoutMemoryLimit().estimate();

    assertThat(again.hfu() / again.mfu()).isBetween(1.2, 1.4);
    assertThat(again.sheet().rows())
        .anyMatch(
            row ->
                row.get(0).equals("hardware FLOPs utilisation")
                    && row.get(1).equals(100 * again.hfu()));
  }
}
