package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServiceLevel.timePerOutputToken;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.hardware.Machine;
import dev.trn3.view.Figure;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class InterruptedComparisonTest {

  private static final Serving SERVING =
      serving(LLAMA_3_1_8B)
          .parallel(tensor(1))
          .load(perSecond(1))
          .slo(timePerOutputToken(milliseconds(50)))
          .quietly();

  private static final Capacity WHOLE = SERVING.fewestChips(P5_48XLARGE);
  private static final Capacity SOME =
      WHOLE.interrupted("of tensor 1 1 chips keep it", false, OptionalInt.empty());

  private static Attempt<Capacity> attempt(Machine machine, Capacity capacity) {
    return Attempt.of(machine, () -> capacity);
  }

  @Test
  void drawsNoMachineWithoutARange() {
    CapacityComparison comparison =
        new CapacityComparison(
            SERVING, List.of(attempt(P5_48XLARGE, WHOLE), attempt(TRN2_48XLARGE, SOME)));

    for (Figure each : List.of(comparison.figure(), comparison.cost())) {
      assertThat(each.series().get(0).labels()).containsExactly("p5.48xlarge");
      assertThat(each.title()).endsWith("(interrupted, without trn2.48xlarge)");
    }
    assertThat(comparison.sheet().rows()).hasSize(2);
    assertThat(comparison.sheet().notes())
        .anyMatch(note -> note.contains("interrupted, at most so many: of tensor 1"));
  }

  @Test
  void saysWhyThereIsNothingToDraw() {
    CapacityComparison comparison =
        new CapacityComparison(SERVING, List.of(attempt(TRN2_48XLARGE, SOME)));

    assertThatThrownBy(comparison::figure)
        .hasMessageContaining("interrupted before its range was known");
  }

  @Test
  void doesNotCallTheFewestAtMostSoMany() {
    Capacity fewest =
        WHOLE.interrupted("the fewest are 1 chips of tensor 1", true, OptionalInt.empty());

    assertThat(fewest.complete()).isFalse();
    assertThat(fewest.toString()).contains("interrupted, the fewest, but without a range");
    assertThat(fewest.sheet().notes())
        .contains(
            "Interrupted, the fewest, but without a range: the fewest are 1 chips of tensor 1.")
        .noneMatch(note -> note.contains("at most so many"));
  }

  @Test
  void saysWhatTheQuickEndNeedsAlsoIfItIsAsMany() {
    Capacity some = WHOLE.interrupted("known", true, OptionalInt.of(WHOLE.chips()));

    assertThat(some.toString()).contains("the fewest, but without the most: from " + WHOLE.chips());
    assertThat(some.sheet().rows().get(0).get(3)).isNotNull();
  }

  @Test
  void isNoneWhereNothingWasInterrupted() {
    CapacityComparison comparison =
        new CapacityComparison(SERVING, List.of(attempt(P5_48XLARGE, WHOLE)));

    assertThat(comparison.figure().title()).doesNotContain("interrupted");
  }
}
