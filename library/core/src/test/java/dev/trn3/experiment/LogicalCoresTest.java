package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.workload.Models.LLAMA_3_1_70B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LogicalCoresTest {

  private static final Serving SERVING =
      serving(LLAMA_3_1_70B)
          .on(TRN3_ULTRASERVER_GEN2.chips(4))
          .parallel(tensor(4))
          .load(perSecond(0.5))
          .quietly();

  private static ServingResult play(Serving serving) {
    return serving.simulate(minutes(2));
  }

  @Test
  void areTwoPhysicalOnesIfNothingIsSaid() {
    assertThat(play(SERVING.logicalCores(2)).timePerOutputToken().mean())
        .isEqualTo(play(SERVING).timePerOutputToken().mean());
    assertThat(play(SERVING).deployment().target().cut().ranks()).isEqualTo(16);
  }

  @Test
  void ofOnePhysicalEachAreTwiceAsManyRanksThatSumForLonger() {
    ServingResult single = play(SERVING.logicalCores(1));

    assertThat(single.deployment().target().cut().ranks()).isEqualTo(32);
    assertThat(single.timePerOutputToken().mean())
        .isGreaterThan(play(SERVING).timePerOutputToken().mean());
  }

  @Test
  void areJoinedAsTheChipCan() {
    assertThatThrownBy(() -> play(SERVING.logicalCores(3)))
        .hasMessage("NeuronCore-v4 cannot run with LNC 3; it has [1, 2]");
    assertThatThrownBy(() -> play(SERVING.on(P5_48XLARGE).logicalCores(2)))
        .hasMessage("H100 has no NeuronCores to join 2 of; leave .logicalCores(2) out");
    assertThatThrownBy(() -> SERVING.logicalCores(3).plans())
        .hasMessage("NeuronCore-v4 cannot run with LNC 3; it has [1, 2]");
    assertThatThrownBy(() -> play(SERVING.searched().logicalCores(3)))
        .hasMessage("NeuronCore-v4 cannot run with LNC 3; it has [1, 2]");
    assertThatThrownBy(() -> SERVING.logicalCores(0))
        .hasMessage("logicalCores must be at least 1, not 0");
  }
}
