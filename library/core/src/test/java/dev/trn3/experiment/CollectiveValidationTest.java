package dev.trn3.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.experiment.CollectiveValidation.Row;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CollectiveValidationTest {

  private static final CollectiveValidation ALL_REDUCES = new CollectiveValidation();

  private static final double TARGET = 0.20;

  @Test
  void predictsAllReducesWithinTheirTargetOnTheMean() {
    assertThat(ALL_REDUCES.fitted(row -> true)).isLessThan(TARGET);
    assertThat(ALL_REDUCES.leftOut(row -> true)).isLessThan(TARGET);
  }

  @Test
  void predictsEveryRangeOfSizesWithinTheTargetWhenFittedToAllRows() {
    assertThat(CollectiveValidation.RANGES.values())
        .allMatch(range -> ALL_REDUCES.fitted(range) < TARGET);
  }

  @Test
  void missesTheTargetForLargeSumsLeftOutAndSaysSo() {
    assertThat(ALL_REDUCES.leftOut(CollectiveValidation.RANGES.get("beyond 2 MiB")))
        .isGreaterThan(TARGET);
    assertThat(new CollectiveReport(ALL_REDUCES).text())
        .contains("met on the mean; sums beyond 2 MiB miss it");
  }

  @Test
  void readsFromTheDigitsOfMediansThatTimesOfSixteenRanksWereOddInNumber() {
    assertThat(ALL_REDUCES.evenMedians(16)).isZero();
    assertThat(List.of(2, 4, 8)).allMatch(ranks -> ALL_REDUCES.evenMedians(ranks) > 5);
  }

  @Test
  void leavesMostlyScatterOfFourAndEightRanksAndTheModelsShareOfTwoAndSixteen() {
    assertThat(List.of(4, 8)).allMatch(ranks -> scatter(ranks) > 0.7);
    assertThat(List.of(2, 16)).allMatch(ranks -> scatter(ranks) < 0.6);
  }

  @Test
  void keepsAFourthNumberOnlyForWhatLargeSumsLoseWithoutIt() {
    Predicate<Row> large = CollectiveValidation.RANGES.get("beyond 2 MiB");
    assertThat(ALL_REDUCES.leftOutPlainly(large)).isGreaterThan(ALL_REDUCES.leftOut(large));
    assertThat(ALL_REDUCES.leftOutPlainly(row -> true)).isLessThan(TARGET);
  }

  @Test
  void comparesNeighboursAndTheModelOverTheSameRows() {
    assertThat(CollectiveValidation.RANKS)
        .allMatch(
            ranks ->
                ALL_REDUCES.count(row -> row.ranks() == ranks && ALL_REDUCES.hasNeighbours(row))
                    == 13);
  }

  /** What rows beside them miss of so many ranks, of what the model misses, left out. */
  private static double scatter(int ranks) {
    Predicate<Row> between = row -> row.ranks() == ranks && ALL_REDUCES.hasNeighbours(row);
    return ALL_REDUCES.byNeighbours(between) / ALL_REDUCES.leftOut(between);
  }
}
