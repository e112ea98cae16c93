package dev.trn3.report;

import static dev.trn3.report.Show.first;
import static dev.trn3.report.Show.last;
import static dev.trn3.report.Show.plot;
import static dev.trn3.report.Show.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.display.Renderers;
import dev.trn3.sweep.Sweep;
import dev.trn3.sweep.SweepResult;
import dev.trn3.sweep.Values;
import dev.trn3.view.Figure;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PlotsOfSweepsTest {

  private final SweepResult result =
      Sweep.of(point -> point.integer("servers") * (point.get("kind").equals("a") ? 10.0 : 15.0))
          .quietly()
          .over("servers", 1, 2, 4)
          .over("kind", "a", "b")
          .where("b is no good for 4", p -> p.integer("servers") < 4 || p.get("kind").equals("a"))
          .measure("rate", "tokens/s", (value, point) -> value)
          .measure("cost", "USD", (value, point) -> 100 / value + point.integer("servers"))
          .run();

  @Test
  void aSweepIsATypedTableWithUnits() {
    Table table = table(result);

    assertThat(table.columnNames())
        .containsExactly("servers", "kind", "rate [tokens/s]", "cost [USD]");
    assertThat(table.column(0)).isInstanceOf(LongColumn.class);
    assertThat(table.column(1)).isInstanceOf(StringColumn.class);
    assertThat(table.column(2)).isInstanceOf(DoubleColumn.class);
    assertThat(table.rowCount()).isEqualTo(5);
  }

  @Test
  void scalingCurvesHaveAnIdealLine() {
    Figure figure = plot(result).line("servers", "rate").by("kind").idealFrom(first()).figure();

    assertThat(figure.series()).extracting(Figure.Series::name).containsExactly("a", "b", "ideal");
    assertThat(figure.series().get(2).y()).containsExactly(10.0, 20.0, 40.0);
  }

  @Test
  void idealTimesFallOnlyWhereTimesDoAndNotFromZero() {
    Table rises =
        Table.create(
            "steps",
            DoubleColumn.create("batch", 1, 2, 4),
            DoubleColumn.create("step time [s]", 3, 5, 9));
    Table falls =
        Table.create(
            "steps",
            DoubleColumn.create("extra", 0, 2, 4),
            DoubleColumn.create("step time [s]", 9, 5, 3));

    assertThat(plot(rises).line("batch", "step time").ideal().figure().series().get(1).y())
        .containsExactly(3.0, 6.0, 12.0);
    Figure figure = plot(falls).line("extra", "step time").idealFrom(last()).figure();
    assertThat(figure.series().get(1).x()).containsExactly(2.0, 4.0);
    assertThat(figure.series().get(1).y()).containsExactly(6.0, 3.0);
    assertThat(Charts.png(Charts.of(figure))).isNotEmpty();
  }

  @Test
  void aHeatMapHasACellForEachRow() {
    Figure figure = plot(result).heatMap("servers", "kind", "rate").figure();

    assertThat(figure.shape()).isEqualTo(Figure.Shape.HEAT_MAP);
    assertThat(figure.series().get(0).labels()).containsExactly("1", "2", "4");
    assertThat(figure.series().get(1).y()).containsExactly(15.0, 30.0);
    assertThat(Charts.png(Charts.of(figure))).isNotEmpty();
    assertThat(Charts.svg(Charts.of(figure))).contains(">servers<").contains("colour: rate");
  }

  @Test
  void aFrontLeavesOutWhatIsBeaten() {
    Table table =
        Table.create(
            "designs",
            DoubleColumn.create("time [s]", 1, 2, 3, 4),
            DoubleColumn.create("cost [USD]", 9, 5, 6, 1));
    Figure figure = plot(table).front("time", "cost").figure();

    assertThat(figure.series().get(0).x()).containsExactly(1.0, 2.0, 4.0);
    assertThat(figure.series().get(1).x()).hasSize(4);
    Figure higher = plot(table).front("time", "cost").higherY().figure();
    assertThat(higher.series().get(0).x()).containsExactly(1.0);
    assertThat(Charts.png(Charts.of(figure))).isNotEmpty();
  }

  @Test
  void smallMultiplesHaveAChartForEachValue() {
    String html =
        Renderers.render(plot(result).line("servers", "rate").each("kind")).data().get("text/html");

    assertThat(html.split("<img ")).hasSize(3);
    assertThatThrownBy(() -> plot(result).line("servers", "rate").each("nope"))
        .hasMessageContaining("no column \"nope\"");
  }

  @Test
  void smallMultiplesAreFew() {
    SweepResult many =
        Sweep.of(point -> 1).quietly().over("x", Values.range(1, 30)).over("y", 1, 2).run();

    assertThatThrownBy(() -> plot(many).line("y", "result").each("x"))
        .hasMessageContaining("30 values");
  }

  @Test
  void parallelCoordinatesHaveAnAxisForEachColumnAndALineForEachRow() {
    Figure figure = plot(result).parallel().figure();

    assertThat(figure.series())
        .extracting(Figure.Series::name)
        .containsExactly("servers", "kind", "rate [tokens/s]", "cost [USD]");
    assertThat(figure.series()).allSatisfy(series -> assertThat(series.y()).hasSize(5));
    assertThat(figure.series().get(1).labels()).containsExactly("a", "b", "a", "b", "a");
    assertThat(Charts.png(Charts.of(figure))).isNotEmpty();
    assertThat(Charts.svg(Charts.of(figure))).contains(">servers<").contains(">kind<");
  }

  @Test
  void longWordsOfAnAxisLeaveTheLabelsOfTheOneBeforeFree() {
    SweepResult plans =
        Sweep.of(point -> "tensor 8, pipeline 9 (1F1B, interleaved 2), data " + point.integer("a"))
            .quietly()
            .over("a", 1, 2)
            .over("b", 1, 2)
            .over("c", 1, 2)
            .over("d", 1, 2)
            .over("e", 1, 2)
            .run();

    assertThat(Charts.svg(Charts.of(plot(plans).parallel().figure())))
        .contains(">tensor 8")
        .doesNotContain("pipeline 9");
  }

  @Test
  void parallelCoordinatesChooseColumnsAndLeaveOutRowsWithoutAValue() {
    Table table =
        Table.create(
            "designs",
            DoubleColumn.create("time [s]", 1, Double.NaN, 3),
            DoubleColumn.create("cost [USD]", 9, 5, 6));

    assertThat(plot(table).parallel("cost", "time").figure().series().get(0).y())
        .containsExactly(9.0, 6.0);
    assertThatThrownBy(() -> plot(table).parallel("cost")).hasMessageContaining("2 to 10 columns");
    assertThatThrownBy(() -> plot(table).parallel("cost", "price"))
        .hasMessageContaining("no column \"price\"");
  }

  @Test
  void onlyLinesHaveAnIdeal() {
    assertThatThrownBy(() -> plot(result).heatMap("servers", "kind", "rate").idealFrom(first()))
        .hasMessageContaining("only lines");
  }
}
