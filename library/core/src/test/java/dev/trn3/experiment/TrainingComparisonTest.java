package dev.trn3.experiment;

import static dev.trn3.experiment.TrainingEstimateTest.JOB;
import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.Servers.TRN1_32XLARGE;
import static dev.trn3.hardware.UltraServers.GB200_NVL72;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static dev.trn3.workload.Models.KIMI_K2;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.hardware.UltraCluster;
import org.junit.jupiter.api.Test;

class TrainingComparisonTest {
  @Test
  void comparesMachinesWithErrorBars() {
    TrainingComparison comparison =
        JOB.precision(BF16).compare(TRN2_ULTRASERVER, TRN3_ULTRASERVER_GEN2, TRN1_32XLARGE);

    assertThat(comparison.sheet().rows()).hasSize(3);
    assertThat(comparison.sheet().rows().get(2)).contains("cannot run");
    assertThat(comparison.figure().series().get(0).low()).hasSize(2);
  }

  @Test
  void comparesWithGpusInAnElementTypeOfEqualWidth() {
    TrainingComparison comparison =
        Training.of(GPT_OSS_120B)
            .globalBatch(1152)
            .precision(MXFP8)
            .compare(TRN3_ULTRASERVER_GEN2, UltraCluster.of(P5_48XLARGE).servers(9), GB200_NVL72);

    assertThat(comparison.sheet().rows()).noneMatch(row -> row.contains("cannot run"));
    assertThat(comparison.sheet().rows().get(1)).contains("FP8");
  }

  @Test
  void saysWhatMoreOfEachResourceWouldGive() {
    Sensitivity sensitivity = JOB.estimate().sensitivity();

    assertThat(sensitivity.gains()).hasSize(5);
    assertThat(sensitivity.gains())
        .allSatisfy(gain -> assertThat(gain.throughput()).isBetween(0.0, 0.1));
  }

  @Test
  void takesTheSoftwareItIsTold() {
    Training job = Training.of(LLAMA_3_1_8B).globalBatch(64).on(P5_48XLARGE);

    assertThat(job.software("nanotron").estimate().stepTime().si())
        .isGreaterThan(job.estimate().stepTime().si());
    assertThatThrownBy(() -> job.software("Caffe").estimate())
        .hasMessageContaining("no measurements of Caffe on H100");
  }

  @Test
  void staysPlausibleFarFromWhatWasMeasured() {
    Training llama = Training.of(LLAMA_3_1_8B).on(TRN3_ULTRASERVER_GEN2);
    double before = 0;
    for (int length : new int[] {4096, 32_768, 131_072}) {
      TrainingEstimate estimate =
          llama.sequenceLength(length).globalBatch(1152 * 4096 / length).estimate();
      double perToken = 1 / estimate.tokensPerSecond();

      assertThat(perToken).isGreaterThan(before);
      assertThat(estimate.mfu()).isBetween(0.3, 0.7);
      before = perToken;
    }
    before = 0;
    for (int servers : new int[] {8, 32, 128}) {
      TrainingEstimate estimate =
          Training.of(KIMI_K2)
              .sequenceLength(8192)
              .globalBatch(9216)
              .precision(MXFP8)
              .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(servers))
              .estimate();

      assertThat(estimate.tokensPerSecond()).isGreaterThan(before);
      assertThat(estimate.mfu()).isBetween(0.03, 0.4);
      before = estimate.tokensPerSecond();
    }
  }
}
