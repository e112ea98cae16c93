package dev.trn3.report;

import static dev.trn3.report.Show.plot;
import static dev.trn3.report.Show.sideBySide;
import static dev.trn3.report.Show.table;
import static dev.trn3.view.Sheet.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.display.Renderers;
import dev.trn3.view.Figure;
import dev.trn3.view.Sheet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class PlotsOfTablesTest {

  private static final Table SWEEP =
      table(
          Sheet.of(
                  "Sweep",
                  column("servers"),
                  column("precision"),
                  column("throughput", "tokens/s"),
                  column("step time", "s"))
              .row(4, "BF16", 36.5, 4.1)
              .row(1, "BF16", 10.0, 16.0)
              .row(1, "MXFP8", 22.0, 7.0)
              .row(4, "MXFP8", null, null));

  @Test
  void haveOneSeriesForEachValueOfAColumn() {
    Figure figure = plot(SWEEP).line("servers", "throughput").by("precision").logX().figure();

    assertThat(figure.title()).isEqualTo("Sweep");
    assertThat(figure.x().logarithmic()).isTrue();
    assertThat(figure.y().label()).isEqualTo("throughput [tokens/s]");
    assertThat(figure.series()).extracting(Figure.Series::name).containsExactly("BF16", "MXFP8");
    assertThat(figure.series().get(0).x()).containsExactly(1.0, 4.0);
    assertThat(figure.series().get(0).y()).containsExactly(10.0, 36.5);
    assertThat(figure.series().get(1).y()).containsExactly(22.0);
  }

  @Test
  void sayInTheLegendWhatItsNumbersAre() {
    Figure byNumber = plot(SWEEP).line("throughput", "step time").by("servers").figure();
    Figure byQuantity = plot(SWEEP).scatter("servers", "throughput").by("step time").figure();

    assertThat(byNumber.series())
        .extracting(Figure.Series::name)
        .containsExactly("servers 4", "servers 1");
    assertThat(byQuantity.series())
        .extracting(Figure.Series::name)
        .containsExactly("step time 4.1 s", "step time 16 s", "step time 7 s");
  }

  @Test
  void haveOneSeriesForEachColumn() {
    Figure figure = plot(SWEEP).scatter("servers", "throughput", "step time").figure();

    assertThat(figure.series())
        .extracting(Figure.Series::name)
        .containsExactly("throughput", "step time");
    assertThat(figure.y().label()).isEmpty();
  }

  @Test
  void showBarsForAnyLabels() {
    Figure figure = plot(SWEEP).bar("servers", "throughput").by("precision").figure();

    assertThat(figure.series().get(0).labels()).containsExactly("4", "1");
    assertThatThrownBy(() -> plot(SWEEP).bar("servers", "throughput").figure())
        .hasMessage(
            "series \"throughput\" has several rows for one \"servers\";"
                + " tell them apart by(...) or summarize first");
  }

  @Test
  void nameTheColumnsWhereOneIsUnknownOrHoldsNoNumbers() {
    assertThatThrownBy(() -> plot(SWEEP).line("server", "throughput"))
        .hasMessage(
            "no column \"server\"; did you mean \"servers\"? There are: servers, precision,"
                + " throughput [tokens/s], step time [s]");
    assertThatThrownBy(() -> plot(SWEEP).line("precision", "throughput"))
        .hasMessage(
            "column \"precision\" holds no numbers; those that do: servers, throughput [tokens/s],"
                + " step time [s]");
  }

  @Test
  void compareWithWhatWouldBeIdeal() {
    Figure figure = plot(SWEEP).line("servers", "throughput").by("precision").ideal().figure();

    assertThat(figure.series().get(2).name()).isEqualTo("ideal");
    assertThat(figure.series().get(2).y()).containsExactly(10.0, 40.0);
  }

  @Test
  void compareTimesWithWhatMoreMachinesWouldHalve() {
    Figure figure = plot(SWEEP).line("servers", "step time").by("precision").ideal().figure();

    List<Double> servers = figure.series().get(2).x();
    List<Double> ideal = figure.series().get(2).y();
    assertThat(ideal.get(0)).isEqualTo(figure.series().get(0).y().get(0));
    assertThat(ideal.get(1) * servers.get(1)).isEqualTo(ideal.get(0) * servers.get(0));
  }

  @Test
  void areShownAsCharts() {
    assertThat(Renderers.render(plot(SWEEP).line("servers", "throughput").by("precision")).data())
        .containsKeys("image/png", "application/vnd.trn3.plot+json");
  }

  @Test
  void standSideBySideWithTables() {
    var both = sideBySide(SWEEP, plot(SWEEP).line("servers", "throughput").by("precision"), 42);

    assertThat(both.bundle().data().get("text/html"))
        .contains("display:flex", "<table", "<img src=\"data:image/", "<pre", ">42<");
    assertThat(both.toString()).contains("Sweep\nservers", "line chart", "42");
  }

  @Test
  void areAFileAndALineInATerminal(@TempDir Path folder) {
    String text =
        Terminal.describe(
            plot(SWEEP).line("servers", "throughput").by("precision"),
            80,
            folder.resolve("charts"));

    String[] lines = text.split("\n", -1);
    assertThat(lines).hasSize(2);
    assertThat(lines[0])
        .isEqualTo(
            "Line chart \"Sweep\" of throughput [tokens/s] by servers, 2 series: BF16, MXFP8.");
    assertThat(Path.of(lines[1])).isAbsolute().hasExtension("png");
    assertThat(Files.exists(Path.of(lines[1]))).isTrue();
  }

  @Test
  void giveTheTerminalTablesOfItsWidth() {
    assertThat(Terminal.describe(SWEEP, 60, null)).startsWith("Sweep\nservers  precision");
    assertThat(Terminal.width("72")).isEqualTo(72);
    assertThat(Terminal.width("9999")).isEqualTo(200);
    assertThat(Terminal.width("many")).isEqualTo(Tables.TEXT_WIDTH);
  }

  @Test
  void areReadyAfterWarmingUp() {
    WarmUp.warmUp();
  }
}
