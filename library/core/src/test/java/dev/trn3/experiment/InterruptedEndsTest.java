package dev.trn3.experiment;

import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServiceLevel.timePerOutputToken;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.workload.Models.GPT_OSS_20B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.serving.Arrivals;
import dev.trn3.serving.Lengths;
import dev.trn3.serving.OpenLoop;
import dev.trn3.serving.Traffic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interrupt between a run and those at its ends takes away the ends, not the run. */
class InterruptedEndsTest {

  private static final Serving SERVING =
      Serving.of(GPT_OSS_20B)
          .precision(MXFP4)
          .on(TRN3_ULTRASERVER_GEN2.chips(8))
          .parallel(tensor(4))
          .replicas(2)
          .slo(timePerOutputToken(milliseconds(9)));

  private static Traffic requests() {
    return new OpenLoop(
        Arrivals.poisson(perSecond(8)), Lengths.fixed(300), Lengths.geometric(Lengths.mean(100)));
  }

  @AfterEach
  void leaveNoInterruptToOtherTests() {
    Thread.interrupted();
  }

  @Test
  void ofALoadLeavesWhatTheModelSays() {
    // Three backlogs for the largest load, then the run of the first load; the fifth is its end.
    LoadCurve some = SERVING.traffic(new Interrupting(requests(), 5)).latencyAgainstLoad();

    assertThat(some.points()).hasSize(1);
    assertThat(some.points().get(0).run().stopped()).isFalse();
    assertThat(some.sheet().rows().get(0).get(2)).isInstanceOf(Double.class);
    assertThat(some.sheet().rows().get(0).subList(3, 5)).containsOnlyNulls();
    assertThat(some.sheet().notes())
        .contains("Interrupted: 1 of 10 loads were played, the last of them without low and high.");
    assertThat(some.figure().series().get(0).low()).containsOnly(Double.NaN);
  }

  @Test
  void ofADivisionLeavesWhatTheModelSays() {
    SplitSearch some = SERVING.traffic(new Interrupting(requests(), 2)).bestSplit();

    assertThat(some.entries()).hasSize(1);
    assertThat(some.sheet().rows().get(0).subList(3, 5)).containsOnlyNulls();
    assertThat(some.sheet().notes())
        .contains(
            "Interrupted: 1 of 2 divisions were played, the last of them without low and high.");
    assertThat(some.toString()).doesNotContain("interval");
  }

  @Test
  void noRunOfASearchForTheFewestChipsIsPlayedTwice() {
    Interrupting traffic = Interrupting.never(requests());
    Capacity capacity = SERVING.traffic(traffic).fewestChips(TRN3_ULTRASERVER_GEN2);
    assertThat(capacity.chips()).isEqualTo(4);

    // One replica at three ends: is a request alone answered in time, the largest load, the run.
    // At the slow end some more replicas are tried, each once.
    int tried = capacity.most().orElseThrow() / 4;
    // Before all that its requests are counted.
    assertThat(traffic.played()).isEqualTo(1 + 9 + (tried - 1));
  }
}
