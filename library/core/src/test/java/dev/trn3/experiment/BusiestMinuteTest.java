package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Arrivals.switching;
import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.units.Units.hours;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.units.Units.seconds;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.view.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusiestMinuteTest {

  private static final Serving WAVES =
      serving(GPT_OSS_120B)
          .precision(MXFP4)
          .chunkedPrefill(2048)
          .on(TRN3_ULTRASERVER_GEN2.chips(4))
          .replicas(1)
          .parallel(tensor(4))
          .prompts(fixed(1500))
          .outputs(fixed(250))
          .arrivals(switching(perSecond(1), minutes(5), perSecond(20), minutes(2)))
          .withoutStabilityCheck()
          .quietly();

  @Test
  void isTheMinuteWithMostRequests() {
    ServingResult result = WAVES.simulate(minutes(30));
    Figure.Series minute = result.busiestMinute().series().get(0);
    double inside = mean(minute.y()) + mean(result.busiestMinute().series().get(1).y());
    double everywhere =
        mean(result.timeline().series().get(0).y()) + mean(result.timeline().series().get(1).y());

    assertThat(result.busiestMinute().title()).isEqualTo("The busiest minute");
    assertThat(minute.y()).hasSize(240);
    assertThat(minute.x().get(239) - minute.x().get(0)).isBetween(59.7, 59.8);
    assertThat(inside).isGreaterThan(2 * everywhere);
  }

  @Test
  void isAllOfAShorterRun() {
    ServingResult result = WAVES.simulate(seconds(30));
    Figure.Series all = result.timeline().series().get(0);

    assertThat(result.busiestMinute().series().get(0).x()).isEqualTo(all.x());
    assertThat(result.busiestMinute().series().get(0).y()).isEqualTo(all.y());
  }

  @Test
  void saysHowLongItIsWhereRunsAreNotedLessFinely() {
    ServingResult result = WAVES.load(perSecond(0.001)).simulate(hours(500));

    assertThat(result.busiestMinute().title()).isEqualTo("The busiest 75 s");
    assertThat(result.busiestMinute().series().get(0).y()).hasSize(1);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
