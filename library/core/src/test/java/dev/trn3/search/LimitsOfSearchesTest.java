package dev.trn3.search;

import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.sweep.TrainingMeasures.memoryPerChip;
import static dev.trn3.sweep.TrainingMeasures.stepTime;
import static dev.trn3.units.Units.days;
import static dev.trn3.units.Units.gigabytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.units.Dollars;
import dev.trn3.view.Figure;
import dev.trn3.workload.Models;
import org.junit.jupiter.api.Test;

class LimitsOfSearchesTest {

  private static final Search SEARCH =
      Search.of(Training.of(Models.LLAMA_3_1_8B).globalBatch(256).on(TRN2_48XLARGE))
          .quietly()
          .plans(PlanSpace.wide().context(1));

  @Test
  void thatNothingCanKeepAreRefusedAtOnce() {
    Search run = SEARCH.tokens(1e12);

    assertThatThrownBy(() -> run.within(days(0))).hasMessageContaining("such as within(days(30))");
    assertThatThrownBy(() -> run.within(null)).hasMessageContaining("say within(days(30))");
    assertThatThrownBy(() -> run.budget(Dollars.of("0"))).hasMessageContaining("above $0");
    assertThatThrownBy(() -> run.budget(Dollars.of("-5"))).hasMessageContaining("above $0");
    assertThatThrownBy(() -> run.budget(null)).hasMessageContaining("is no budget");
    assertThatThrownBy(() -> run.memoryAtMost(gigabytes(0))).hasMessageContaining("above 0");
    assertThatThrownBy(() -> run.memoryAtMost(null)).hasMessageContaining("say gigabytes(80)");
  }

  @Test
  void ofTheBestAreDrawnAsErrorBars() {
    SearchResult found = SEARCH.minimise(stepTime()).run();

    Figure.Series bars = found.figure().series().get(0);
    double seconds = found.estimate().cost().seconds();
    assertThat(bars.low().get(0)).isEqualTo(found.estimate().errorBar().low(seconds));
    assertThat(bars.high().get(0)).isEqualTo(found.estimate().errorBar().high(seconds));
    Figure.Series memory =
        SEARCH.minimise(memoryPerChip()).run().figure().series().get(0); // Has no interval.
    assertThat(memory.low()).isEmpty();
  }

  @Test
  void thatNothingKeptAreToldWithWhatThereIs() {
    assertThatThrownBy(() -> SEARCH.tokens(1e12).within(days(1)).run())
        .hasMessageFindingMatch("breaks training time at most 1 days with \\d+");
    assertThatThrownBy(() -> SEARCH.over("globalBatch", 256, 512).atMost(stepTime(), 1e-3).run())
        .hasMessageFindingMatch(
            "globalBatch 256 breaks step time at most 0.001 s with [\\d.]+; globalBatch 512 breaks");
    assertThatThrownBy(() -> SEARCH.memoryAtMost(gigabytes(1)).run())
        .hasMessageFindingMatch(
            "none of [\\d,]+ plans fits into 0.931 GiB a chip; allow more memory");
    assertThatThrownBy(
            () ->
                Search.of(Training.of(Models.LLAMA_3_1_405B).globalBatch(16).on(TRN2_48XLARGE))
                    .quietly()
                    .run())
        .hasMessageContaining("96 GiB a chip; use more chips, recompute(FULL)");
  }
}
