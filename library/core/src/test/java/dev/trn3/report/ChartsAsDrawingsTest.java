package dev.trn3.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Axis;
import dev.trn3.view.Figure.Series;
import dev.trn3.view.Figure.Shape;
import java.awt.Color;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.XYChart;
import org.xml.sax.InputSource;

class ChartsAsDrawingsTest {

  private static final Axis PEAK = Axis.linear("peak", "PFLOPS");

  @Test
  void labelEveryBar() {
    for (int bars = 1; bars <= 24; bars++) {
      List<String> names = IntStream.range(0, bars).mapToObj(i -> "operator " + i).toList();
      Figure figure =
          Figure.of("T", Shape.BAR, Axis.linear("", ""), PEAK)
              .with(Series.bars("a", names, Collections.nCopies(bars, 1.5)));

      assertThat(texts(Charts.svg(Charts.of(figure)))).containsAll(names);
    }
  }

  @Test
  void leaveRoomForLongNumbersBehindErrorBars() {
    List<String> machines = List.of("32 x Trn3 UltraServer Gen2", "64 x GB200 NVL72");
    Figure figure =
        Figure.of("T", Shape.BAR, Axis.linear("", ""), PEAK)
            .with(
                Series.bars("a", machines, List.of(5_574_495.0, 16_861_125.0))
                    .between(
                        List.of(3_818_219.0, 13_340_000.0), List.of(8_138_610.0, 21_300_000.0)));
    String svg = Charts.svg(Charts.of(figure));
    MatchResult number =
        Pattern.compile(
                "<text transform='([^']*)' x='([^']*)'[^>]*textLength='([^']*)'[^>]*>16,861,125<")
            .matcher(svg)
            .results()
            .findFirst()
            .orElseThrow();
    List<Double> moved =
        Pattern.compile("-?[0-9.]+")
            .matcher(number.group(1))
            .results()
            .map(each -> Double.valueOf(each.group()))
            .toList();
    double begins = moved.get(moved.size() - 2) + Double.parseDouble(number.group(2));

    assertThat(begins + Double.parseDouble(number.group(3))).isLessThan(Charts.WIDTH);
  }

  @Test
  void holdTitleAxesLegendAndValuesAsText() {
    Figure figure =
        Figure.of("Peak & \"more\"", Shape.STACKED_BAR, Axis.linear("plan", ""), PEAK)
            .with(Series.bars("compute", List.of("tensor 4"), List.of(3.25)))
            .with(Series.bars("exposed all-reduce", List.of("tensor 4"), List.of(1.0)));

    assertThat(texts(Charts.svg(Charts.of(figure))))
        .contains(
            "Peak &amp; &quot;more&quot;",
            "plan",
            "peak [PFLOPS]",
            "tensor 4",
            "compute",
            "exposed all-reduce",
            "4.25");
  }

  @Test
  void leaveLabelsInCapitalsAsTheyAre() {
    Figure figure =
        Figure.of("T", Shape.BAR, Axis.linear("ID", ""), PEAK)
            .with(Series.bars("NVIDIA", List.of("WIDTH"), List.of(1.0)))
            .with(Series.bars("other", List.of("WIDTH"), List.of(2.0)));

    assertThat(texts(Charts.svg(Charts.of(figure)))).contains("ID", "NVIDIA", "WIDTH");
  }

  @Test
  void describeThemselvesToThoseWhoDoNotSeeThem() {
    MimeBundle bundle = Renderers.render(line(10));

    String sentence = "Line chart \"T\" of power [kW] by time [s], 1 series.";
    assertThat(bundle.metadata().get("image/png"))
        .isEqualTo(
            "{\"width\":640,\"height\":400,\"alt\":\"%s\"}"
                .formatted(sentence.replace("\"", "\\\"")));
    assertThat(bundle.data().get("image/svg+xml"))
        .contains("role='img'", "<title>T</title>", "<desc>Line chart &quot;T&quot; of power");
  }

  @Test
  void areWellFormedAndTheSameEveryTimeInEveryLocale() throws Exception {
    String svg = Charts.svg(Charts.of(line(50)));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Charts.svg(Charts.of(line(50)))).isEqualTo(svg);
    } finally {
      Locale.setDefault(before);
    }

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void drawLongSeriesWithFewPointsAndKeepThemAll() {
    var chart = (XYChart) Charts.of(line(5000));

    MimeBundle bundle = Renderers.render(chart);

    assertThat(chart.getSeries("rack 1").getYData()).hasSize(5000);
    assertThat(bundle.text()).contains("rack 1  5,000");
    assertThat(bundle.data().get("image/svg+xml").length()).isLessThan(60_000);
    assertThat(bundle.data().get("application/vnd.trn3.plot+json"))
        .contains("\"n\":5000", "99.5")
        .satisfies(json -> assertThat(json.length()).isLessThan(100_000));
  }

  @Test
  void keepThePeaksOfLongSeries() {
    List<Double> x = IntStream.range(0, 10_000).mapToObj(i -> (double) i).toList();
    List<Double> y = new ArrayList<>(Collections.nCopies(10_000, 1.0));
    y.set(4321, 77.0);
    y.set(8765, -33.0);

    int[] kept = Decimation.kept(x, y, false);

    assertThat(kept).hasSizeLessThanOrEqualTo(Decimation.LIMIT).contains(0, 4321, 8765, 9999);
    assertThat(kept).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void thinCloudsOfPointsThatCoverEachOther() {
    List<Double> x = IntStream.range(0, 9000).mapToObj(i -> (double) (i % 30)).toList();
    List<Double> y = IntStream.range(0, 9000).mapToObj(i -> (double) (i % 20)).toList();

    assertThat(Decimation.kept(x, y, true)).hasSize(60);
  }

  @Test
  void cutVeryLongLabelsButKeepThemApart() {
    String long1 = "a name that is far too long for the axis of any chart, number 1";
    String long2 = "a name that is far too long for the axis of any chart, number 2";
    Figure figure =
        Figure.of("T", Shape.BAR, Axis.linear("", ""), PEAK)
            .with(Series.bars("a", List.of(long1, long2), List.of(1.0, 2.0)));

    assertThat(texts(Charts.svg(Charts.of(figure))))
        .contains("a name that is far too long for the…", "a name that is far too long for… (2)");
  }

  @Test
  void writeTheLabelsOfPointsBesideThem() {
    Figure figure =
        Figure.of("T", Shape.SCATTER, Axis.linear("price", "$/h"), PEAK)
            .with(
                new Series(
                    "chips",
                    List.of("trn2", "trn3"),
                    List.of(1.0, 2.0),
                    List.of(0.7, 2.5),
                    List.of(),
                    List.of()));

    assertThat(texts(Charts.svg(Charts.of(figure)))).contains("trn2", "trn3", "price [$/h]");
  }

  @Test
  void labelBothAxesOfARoofline() {
    Figure figure =
        Figure.of("T", Shape.LINE, Axis.logarithmic("intensity", ""), Axis.logarithmic("rate", ""))
            .with(Series.points("a", List.of(0.1, 10.0, 1e6), List.of(1.0, 30.0, 200.0)));

    assertThat(texts(Charts.svg(Charts.of(figure))))
        .contains("10⁻¹", "10⁰", "10²", "10⁵", "50", "200");
  }

  @Test
  void refuseErrorBarsThatReachZeroOnALogarithmicAxis() {
    Figure figure =
        Figure.of("T", Shape.LINE, Axis.linear("x", ""), Axis.logarithmic("y", ""))
            .with(
                Series.points("a", List.of(1.0), List.of(1.0))
                    .between(List.of(-1.0), List.of(2.0)));

    assertThatThrownBy(() -> Charts.of(figure))
        .hasMessageStartingWith("series \"a\" holds -1, but");
  }

  @Test
  void giveAnAnalystsChartOurStyleOnlyWhereHeLeftItAlone() {
    XYChart chart = new XYChart(400, 300);
    chart.addSeries("a", new double[] {1, 2, 3});
    chart.getStyler().setChartBackgroundColor(Color.YELLOW);
    chart.getStyler().setYAxisMin(0.0);

    MimeBundle bundle = Renderers.render(chart);

    assertThat(chart.getStyler().getChartBackgroundColor()).isEqualTo(Color.YELLOW);
    assertThat(chart.getStyler().getYAxisMin()).isZero();
    assertThat(chart.getStyler().isPlotBorderVisible()).isFalse();
    assertThat(bundle.metadata().get("image/png")).contains("\"width\":400,\"height\":300");
  }

  @Test
  void showOtherKindsOfChartsToo() {
    PieChart chart = new PieChart(300, 200);
    chart.setTitle("Share");
    chart.addSeries("compute", 3);
    chart.addSeries("memory", 1);

    MimeBundle bundle = Renderers.render(chart);

    assertThat(bundle.text()).startsWith("Share — pie chart\nseries   n");
    assertThat(bundle.data().get("application/vnd.trn3.plot+json"))
        .contains("{\"name\":\"compute\",\"n\":1,\"labels\":[\"compute\"],\"y\":[3.0]}");
  }

  private static Figure line(int points) {
    List<Double> x = IntStream.range(0, points).mapToObj(i -> i / 10.0).toList();
    List<Double> y =
        IntStream.range(0, points).mapToObj(i -> i == points / 2 ? 99.5 : 50 + i % 7).toList();
    return Figure.of("T", Shape.LINE, Axis.linear("time", "s"), Axis.linear("power", "kW"))
        .with(Series.points("rack 1", x, y.stream().map(Number::doubleValue).toList()));
  }

  private static List<String> texts(String svg) {
    return Pattern.compile("<text [^>]*>([^<]*)</text>")
        .matcher(svg)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
