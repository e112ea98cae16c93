package dev.trn3.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where parameters are put: as papermill does, so that either finds those of the other. */
class InjectedParametersTest {

  private static final Cell DEFAULTS = Cell.code("defaults", "n = 1").withTag("parameters");
  private static final Cell FORMER =
      Cell.code("former", "# Parameters\nn = 7\n").withTag("injected-parameters");
  private static final Cell FIRST = Cell.code("first", "import math");
  private static final Cell USE = Cell.code("use", "n");

  private static List<Cell> injected(Cell... cells) {
    return Parameters.parse(List.of("n=21"))
        .injectInto(Notebook.of("python3", "Python 3", "python", List.of(cells)))
        .cells();
  }

  private static List<String> ids(Cell... cells) {
    return injected(cells).stream().map(Cell::id).toList();
  }

  @Test
  void afterTheDefaultsOrFirstWhereThereAreNone() {
    assertThat(ids(FIRST, DEFAULTS, USE))
        .containsExactly("first", "defaults", "injected-parameters", "use");
    assertThat(ids(FIRST, USE)).containsExactly("injected-parameters", "first", "use");
  }

  @Test
  void inPlaceOfThoseOfAnEarlierRun() {
    assertThat(ids(FIRST, DEFAULTS, FORMER, USE))
        .containsExactly("first", "defaults", "injected-parameters", "use");
    assertThat(ids(FIRST, FORMER, USE)).containsExactly("first", "injected-parameters", "use");
    assertThat(injected(FIRST, FORMER, USE).get(1).source()).isEqualTo("# Parameters\nn = 21");
    assertThat(injected(FIRST, FORMER, USE).get(1).tags()).containsExactly("injected-parameters");
  }

  @Test
  void afterDefaultsThatCameLaterThanThoseOfAnEarlierRun() {
    assertThat(ids(FORMER, FIRST, DEFAULTS, USE))
        .containsExactly("first", "defaults", "injected-parameters", "use");
  }
}
