package dev.trn3.experiment;

import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServiceLevel.timePerOutputToken;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.serving.Arrivals;
import dev.trn3.serving.Lengths;
import dev.trn3.serving.OpenLoop;
import dev.trn3.serving.Traffic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interrupt between the two ends of the range of the fewest chips. */
class InterruptedRangeTest {

  private static final Serving SERVING =
      Serving.of(GPT_OSS_120B)
          .precision(MXFP4)
          .parallel(tensor(4))
          .slo(timePerOutputToken(milliseconds(9)));

  private static Traffic requests() {
    return new OpenLoop(
        Arrivals.poisson(perSecond(40)), Lengths.fixed(300), Lengths.geometric(Lengths.mean(300)));
  }

  @AfterEach
  void leaveNoInterruptToOtherTests() {
    Thread.interrupted();
  }

  @Test
  void keepsWhatTheQuickEndNeeds() {
    Interrupting counted = Interrupting.never(requests());
    Capacity whole = SERVING.traffic(counted).fewestChips(TRN3_ULTRASERVER_GEN2);
    assertThat(whole.fewest()).isLessThan(whole.chips());

    // The last that is played belongs to the slow end.
    Traffic traffic = new Interrupting(requests(), counted.played());
    Capacity some = SERVING.traffic(traffic).fewestChips(TRN3_ULTRASERVER_GEN2);

    assertThat(some.complete()).isFalse();
    assertThat(some.fewest()).isEqualTo(whole.fewest());
    assertThat(some.sheet().rows().get(0).get(3)).isEqualTo(whole.sheet().rows().get(0).get(3));
    assertThat(some.sheet().rows().get(0).get(4)).isNull();
    assertThat(some.toString()).contains("the fewest, but without the most: from " + some.fewest());
    assertThat(some.sheet().notes())
        .anyMatch(
            note ->
                note.contains(
                    "; the fewest are %d chips of tensor 4, %d would do at the quick end of the error bars, and only what the slow end needs is missing"
                        .formatted(whole.chips(), whole.fewest())));
  }
}
