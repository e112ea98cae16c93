package dev.trn3.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a cell of a published table, and what is refused. */
class CellsTest {

  private static Map<String, String> row(String cell) {
    return Map.of("batch", cell);
  }

  @Test
  void areNumbers() {
    assertThat(Cells.whole(row("1024"), "batch")).isEqualTo(1024);
    assertThat(Cells.number(row("10.5"), "batch")).isEqualTo(10.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 024", "8 [3]", "8(3)", "8.0", "", "n/a", "9999999999"})
  void thatHoldMoreThanAWholeNumberAreRefusedByColumnAndText(String cell) {
    assertThatThrownBy(() -> Cells.whole(row(cell), "batch"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("column batch: \"" + cell + "\" is no whole number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 024.5", "8 [3]", "", "n/a"})
  void thatHoldMoreThanANumberAreRefusedByColumnAndText(String cell) {
    assertThatThrownBy(() -> Cells.number(row(cell), "batch"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("column batch: \"" + cell + "\" is no number");
  }

  @Test
  void mayBeginWithANumberWhereThatIsAskedFor() {
    assertThat(Cells.first(row("37556.5 (36108)"), "batch")).isEqualTo(37556.5);
    assertThat(Cells.first(row("661[^note]"), "batch")).isEqualTo(661);
    assertThat(Cells.firstWhole(row("64 (0)"), "batch")).isEqualTo(64);
    assertThatThrownBy(() -> Cells.firstWhole(row("(64)"), "batch"))
        .hasMessageContaining("column batch: \"(64)\" is no whole number");
  }

  @Test
  void ofAColumnThatIsNotThereNameIt() {
    assertThatThrownBy(() -> Cells.whole(row("8"), "chips"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no column chips")
        .hasMessageContaining("batch");
  }

  @Test
  void releasesAreComparedByTheirNumbers() {
    assertThat(Release.of("26.06")).isGreaterThan(Release.of("25.11"));
    assertThat(Release.of("2.19.1")).isGreaterThan(Release.of("2.19")).isLessThan(Release.of("3"));
    assertThat(Release.of("2.9")).isLessThan(Release.of("2.10"));
    assertThatThrownBy(() -> Release.of("main")).hasMessageContaining("\"main\" is no release");
  }

  @Test
  void theNewestReleaseIsThatOfTheSameKey() {
    Map<String, String> former = Map.of("model", "one", "sdk", "2.9");
    Map<String, String> later = Map.of("model", "one", "sdk", "2.10");
    Map<String, String> other = Map.of("model", "other", "sdk", "2.11");
    List<Map<String, String>> rows = List.of(former, later, other);

    assertThat(rows)
        .filteredOn(row -> Release.isNewest(row, rows, each -> each.get("model"), "sdk"))
        .containsExactly(later, other);
  }
}
