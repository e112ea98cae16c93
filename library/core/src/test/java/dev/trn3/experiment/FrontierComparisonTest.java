package dev.trn3.experiment;

import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.workload.Models.GPT_OSS_20B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.hardware.Machine;
import dev.trn3.parallelism.Plan;
import dev.trn3.view.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierComparisonTest {

  private static final Plan PLAN = Plan.of(tensor(4));

  private static Frontier frontier(Machine machine, Frontier.Point... points) {
    Serving serving =
        Serving.of(GPT_OSS_20B).precision(MXFP4).on(machine).load(perSecond(1)).quietly();
    return new Frontier(serving, List.of(points), 0);
  }

  private static Frontier.Point point(Range user, Range chip) {
    return new Frontier.Point(PLAN, 1, user, chip);
  }

  private static Range around(double value) {
    return new Range(value, 0.8 * value, 1.25 * value);
  }

  /** At 100 tokens per second the second's slow end has no choice, which leaves the ratio open. */
  private static FrontierComparison comparison() {
    Frontier ours =
        frontier(
            TRN3_ULTRASERVER_GEN2,
            point(around(200), around(300)),
            point(around(14), around(3000)));
    Frontier theirs =
        frontier(TRN2_ULTRASERVER, point(around(101), around(60)), point(around(10), around(1000)));
    return ours.relativeTo(theirs);
  }

  @Test
  void oneOpenEndLeavesTheErrorBarsOfOtherSpeeds() {
    Figure.Series chip = comparison().figure().series().get(0);

    assertThat(chip.x()).contains(100.0);
    int open = chip.x().indexOf(100.0);
    assertThat(chip.low()).hasSameSizeAs(chip.y());
    assertThat(chip.high().get(open)).isNaN();
    assertThat(chip.high().get(0)).isGreaterThan(chip.y().get(0));
    assertThat(chip.low().get(0)).isBetween(0.0, chip.y().get(0));
  }

  @Test
  void theHeadlineHasItsSpeedAndIsOneWithBothEnds() {
    FrontierComparison comparison = comparison();
    double open = comparison.perChip(100).orElseThrow();

    String note = comparison.sheet().notes().get(0);

    assertThat(comparison.perChip(80).orElseThrow()).isLessThan(open);
    assertThat(note)
        .matches(
            "At equal speed for the user Trainium3 produces up to [\\d.]+ \\([\\d.]+ to [\\d.]+\\) times"
                + " as much on a chip \\(at 80 tokens per second\\) and up to [\\d.]+ \\([\\d.]+ to"
                + " [\\d.]+\\) times on a megawatt of chips \\(at 80\\)\\.");
  }

  @Test
  void aSpeedBelowTheSlowestChoiceOfTheQuickEndIsABound() {
    // 1.25 of 14 are 17.5 and of 10 are 12.5: only at 15 is the quick end of ours at its last
    // choice.
    assertThat(comparison().sheet().notes())
        .contains(
            "At 15 tokens per second one of them has no slower choice at its quick end: its high is at least this, and the ends of the ratio may lie further out.");
  }

  @Test
  void whatWasNotPlayedAtTheEndsIsCalledNoInterval() {
    Frontier one = frontier(TRN3_ULTRASERVER_GEN2, point(Range.only(100), Range.only(50)));

    assertThat(one.toString()).doesNotContain("interval");
    assertThat(one.relativeTo(one).toString()).doesNotContain("interval");
    assertThat(one.relativeTo(one).figure().series().get(0).low()).isEmpty();
    assertThat(one.relativeTo(one).sheet().notes())
        .noneMatch(note -> note.contains("at least this"));
    assertThat(comparison().toString()).endsWith("(at the ends of 80 % intervals of iterations)");
    assertThat(comparison().ours().toString()).contains("intervals of iterations");
  }
}
