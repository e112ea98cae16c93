package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.parallelism.Plan;
import org.junit.jupiter.api.Test;

class ChipsSeenTest {

  private static final Plan FOUR = Plan.of(tensor(4));

  private final ChipsSeen seen = new ChipsSeen(serving(GPT_OSS_120B).load(perSecond(1)), 2);

  @Test
  void nothingSeenIsNothingKnown() {
    assertThat(seen.words()).isEqualTo("nothing is known yet");
  }

  @Test
  void failuresAloneSayThatMoreAreNeeded() {
    seen.saw(FOUR, 4, false);
    seen.saw(FOUR, 8, false);

    assertThat(seen.words()).isEqualTo("of tensor 4 8 chips do not; more are needed");
  }

  @Test
  void aKeptPromiseSaysThatFewerMayDo() {
    seen.saw(FOUR, 8, false);
    seen.saw(FOUR, 16, true);
    seen.saw(Plan.of(tensor(2)), 14, false);

    assertThat(seen.words())
        .isEqualTo(
            "of tensor 4 16 chips keep it, 8 chips do not; of tensor 2 14 chips do not; fewer may"
                + " do");
  }

  @Test
  void theFewestAreSaidWhereOnlyTheirRangeIsMissing() {
    seen.saw(FOUR, 8, false);
    seen.saw(FOUR, 12, true);
    seen.found(FOUR, 12);

    assertThat(seen.words())
        .isEqualTo(
            "of tensor 4 12 chips keep it, 8 chips do not; the fewest are 12 chips of tensor 4,"
                + " only their range is missing");
    assertThat(seen.sheet().notes())
        .contains("The fewest are 12 chips of tensor 4; only their range is missing.");
  }
}
