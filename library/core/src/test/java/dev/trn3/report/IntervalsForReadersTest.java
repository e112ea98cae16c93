package dev.trn3.report;

import static dev.trn3.report.Show.plot;
import static dev.trn3.view.Sheet.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import dev.trn3.view.Figure;
import dev.trn3.view.Sheet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** A figure and the ends of its interval are three columns for programs, and one for readers. */
class IntervalsForReadersTest {

  private static final Sheet STEPS =
      Sheet.of(
              "Steps",
              column("servers"),
              column("step time", "s"),
              column("step time, low", "s"),
              column("step time, high", "s"),
              column("plan"))
          .row(1, 12.5, 10.25, 15.5, "tensor 2")
          .row(16, 3, null, null, "tensor 4")
          .row(32, 2, 1, null, "tensor 8");

  @Test
  void standBelowTheirFigureInText() {
    assertThat(Tables.text(STEPS, 80))
        .isEqualTo(
            """
            Steps
            servers  step time [s]  plan
                       low to high
            ───────  ─────────────  ────────
                  1           12.5  tensor 2
                     10.25 to 15.5
                 16            3    tensor 4
                 32            2    tensor 8
                            1 to –""");
  }

  @Test
  void haveNoColumnsOfTheirOwnWhereThereAreNoRows() {
    Sheet empty = Sheet.of("Empty", STEPS.columns().toArray(Sheet.Column[]::new));

    assertThat(Tables.text(empty, 80)).contains("step time [s]  plan").doesNotContain("time, low");
  }

  @Test
  void standBelowTheirFigureOnPages() {
    MimeBundle bundle = Renderers.render(STEPS);

    assertThat(bundle.data().get("text/html"))
        .containsPattern("step time.*<br><span[^>]*>low to high</span></th>")
        .containsPattern("12\\.5<br><span[^>]*>10\\.25 to 15.5</span></td>")
        .doesNotContain("step time, low");
    assertThat(bundle.data().get("text/markdown"))
        .contains("| step time \\[s\\]<br>low to high |", "| 12.5<br>10.25 to 15.5 |", "| 3 |");
  }

  @Test
  void areColumnsOfNumbersForPrograms() {
    assertThat(Renderers.render(STEPS).data().get("application/vnd.trn3.table+json"))
        .contains("\"step time, low\"", "[1,12.5,10.25,15.5,\"tensor 2\"]");
    assertThat(Tables.of(STEPS).doubleColumn("step time, high [s]").get(0)).isEqualTo(15.5);
  }

  @Test
  void stayApartWhereTheyAreNotThoseOfTheColumnBefore() {
    Sheet other =
        Sheet.of("Other", column("a", "s"), column("b, low", "s"), column("b, high", "s"))
            .row(1.0, 2.0, 3.0);

    assertThat(Tables.text(other, 80)).contains("a [s]  b, low [s]  b, high [s]");
  }

  @Test
  void areErrorBarsWhereAllAreKnownAndFewPointsAreDrawn() {
    Figure.Series drawn =
        plot(Tables.of(STEPS).first(1)).line("servers", "step time").figure().series().get(0);
    Figure.Series unknown =
        plot(Tables.of(STEPS)).line("servers", "step time").figure().series().get(0);
    double[] many = IntStream.range(0, 41).asDoubleStream().toArray();
    Table crowded =
        Table.create(
            "Crowded",
            DoubleColumn.create("x", many),
            DoubleColumn.create("y", many),
            DoubleColumn.create("y, low", many),
            DoubleColumn.create("y, high", many));

    assertThat(drawn.low()).containsExactly(10.25);
    assertThat(drawn.high()).containsExactly(15.5);
    assertThat(unknown.low()).isEmpty();
    assertThat(plot(crowded).line("x", "y").figure().series().get(0).low()).isEmpty();
    assertThat(plot(crowded.first(40)).scatter("x", "y").figure().series().get(0).low())
        .hasSize(40);
  }

  @Test
  void areNoAxesOfParallelCoordinatesUnlessNamed() {
    assertThat(plot(Tables.of(STEPS)).parallel().columns())
        .containsExactly("servers", "step time [s]", "plan");
    assertThat(plot(Tables.of(STEPS)).parallel("servers", "step time, low").columns())
        .containsExactly("servers", "step time, low [s]");
  }
}
