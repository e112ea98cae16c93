package dev.trn3.inference;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.parallelism.Plan;
import org.junit.jupiter.api.Test;

/** Rows of a product, and the time that they take. */
class RowsTest {

  private static final InferenceModel TRN3 =
      InferenceModel.of(LLAMA_3_1_8B, TRN3_ULTRASERVER_GEN2, Plan.of(tensor(1)), BF16);

  @Test
  void oneSequenceMoreCostsAboutAsMuchAsTheOneBefore() {
    for (int sequences = 1; sequences < 600; sequences++) {
      double now = TRN3.timePerOutputToken(sequences, 1000);
      double more = TRN3.timePerOutputToken(sequences + 1, 1000);
      assertThat(more / now).as("%d sequences", sequences).isBetween(1.0, 1.05);
    }
  }

  @Test
  void aTileOfWeightsIsBusyForACycleWithEachRowAndForSixtyFourAtLeast() {
    assertThat(Matrix.engineRows(TRN3.machine().device(), 1)).isEqualTo(64);
    assertThat(Matrix.engineRows(TRN3.machine().device(), 64)).isEqualTo(64);
    assertThat(Matrix.engineRows(TRN3.machine().device(), 129)).isEqualTo(129);
  }

  @Test
  void tensorCoresOfGpusMultiplySixteenRowsAtOnce() {
    InferenceModel h100 = InferenceModel.of(LLAMA_3_1_8B, P5_48XLARGE, Plan.of(tensor(1)), BF16);
    assertThat(Matrix.engineRows(h100.machine().device(), 129)).isEqualTo(144);
  }
}
