package dev.trn3.experiment;

import static dev.trn3.experiment.TrainingEstimateTest.JOB;
import static dev.trn3.hardware.DataType.FP8;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.workload.Models.LLAMA_2_7B;
import static dev.trn3.workload.Models.LLAMA_3_1_405B;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What cannot be trained, and what is said of it. */
class TrainingMistakesTest {
  @Test
  void refusesWhatDoesNotFitAndNamesWhatWould() {
    assertThatThrownBy(() -> JOB.parallel(tensor(4), data(36)).estimate())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not fit: each Trainium3 needs")
        .hasMessageContaining("too much; most is optimizer moments")
        .hasMessageContaining("use the plan tensor");
    assertThatThrownBy(() -> JOB.parallel(tensor(8), data(18)).estimate())
        .hasMessageContaining("use zero(1)");
    assertThatThrownBy(
            () -> Training.of(LLAMA_3_1_405B).on(TRN3_ULTRASERVER_GEN2.chips(16)).estimate())
        .hasMessageContaining("even the plan that needs least memory does not fit");
  }

  @Test
  void estimatesWhatDoesNotFitWhenToldTo() {
    TrainingEstimate estimate = JOB.parallel(tensor(2), data(72)).withoutMemoryLimit().estimate();

    assertThat(estimate.memory().fits()).isFalse();
    assertThat(estimate.memory().over().si()).isPositive();
    assertThat(estimate.sheet().notes().toString()).contains("does not fit");
  }

  @Test
  void refusesADataTypeTheChipLacks() {
    assertThatThrownBy(() -> JOB.precision(FP8).estimate()).hasMessageContaining("Use MXFP8");
  }

  @Test
  void refusesASequenceBeyondTheModel() {
    assertThatThrownBy(() -> Training.of(LLAMA_2_7B).sequenceLength(8192))
        .hasMessageContaining("use 4096 or less");
  }

  @Test
  void asksForAMachine() {
    assertThatThrownBy(() -> Training.of(LLAMA_3_1_8B).estimate())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(".on(TRN3_ULTRASERVER_GEN2)");
  }
}
