package dev.trn3.experiment;

import static dev.trn3.experiment.ServingTest.DAY;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.units.Units.dollars;
import static dev.trn3.units.Units.minutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.serving.ServingRun;
import dev.trn3.view.Figure;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class ServingCurvesTest {
  @Test
  void latencyGrowsWithLoad() {
    LoadCurve curve = DAY.latencyAgainstLoad();
    assertThat(curve.points()).hasSize(10);
    assertThat(curve.points())
        .extracting(each -> each.run().timePerOutputToken().mean())
        .isSorted();
    assertThat(curve.points().get(9).load()).isCloseTo(0.95 * curve.most(), within(1e-9));
  }

  @Test
  void aMillionTokensCostLessAtMoreLoad() {
    Figure cost = DAY.latencyAgainstLoad().cost();
    assertThat(cost.series()).hasSize(2);
    assertThat(cost.series().get(0).y()).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(DAY.price(dollars(4)).latencyAgainstLoad().cost().series()).hasSize(1);
  }

  @Test
  void theFrontierTradesThroughputForSpeed() {
    Frontier frontier = DAY.searched().frontier();
    assertThat(frontier.points()).hasSizeGreaterThan(4);
    assertThat(frontier.points()).extracting(each -> -each.interactivity()).isSorted();
    assertThat(frontier.points()).extracting(Frontier.Point::tokensPerSecondPerChip).isSorted();
  }

  @Test
  void theLargestStableLoadIsWhereQueuesBeginToGrow() {
    double most = DAY.largestStableLoad();
    ServingRun below = DAY.load(perSecond(0.9 * most)).simulate(minutes(20)).run();
    ServingRun above =
        DAY.load(perSecond(1.3 * most)).withoutStabilityCheck().simulate(minutes(20)).run();
    assertThat(below.queueing().percentile(50)).isLessThan(1);
    assertThat(above.queueing().percentile(50)).isGreaterThan(30);
  }
}
