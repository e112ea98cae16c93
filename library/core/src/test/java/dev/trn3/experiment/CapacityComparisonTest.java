package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServiceLevel.timePerOutputToken;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapacityComparisonTest {

  private static final Serving SERVING =
      serving(LLAMA_3_1_8B)
          .parallel(tensor(1))
          .load(perSecond(1))
          .slo(timePerOutputToken(milliseconds(50)))
          .quietly();

  @Test
  void takesLogicalCoresForTheChipsThatHaveThem() {
    CapacityComparison both = SERVING.logicalCores(2).compare(TRN3_ULTRASERVER_GEN2, P5_48XLARGE);

    assertThat(both.entries()).allMatch(each -> each.result().isPresent());
    assertThat(both.sheet().notes())
        .contains("H100 cannot join 2 cores into a logical one; it is driven as usual.");
    assertThat(both.figure().series().get(0).name())
        .isEqualTo("estimate, ends of 80 % intervals of iterations");
    assertThat(both.cost().series().get(0).name()).endsWith("and every price that may hold");
  }

  @Test
  void saysOfLogicalCoresThatNoneHasThatNoneHasThem() {
    CapacityComparison none = SERVING.logicalCores(3).compare(P5_48XLARGE);

    assertThat(none.entries()).allMatch(each -> each.result().isEmpty());
    assertThat(none.sheet().notes()).anyMatch(note -> note.contains("no NeuronCores to join 3 of"));
    assertThat(none.sheet().notes()).noneMatch(note -> note.contains("as usual"));
  }
}
