package dev.trn3.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Axis;
import dev.trn3.view.Figure.Series;
import dev.trn3.view.Figure.Shape;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ChartsForReadersTest {

  private static final Figure SCALING =
      Figure.of("Scaling", Shape.LINE, Axis.linear("servers", ""), Axis.linear("rate", "tokens/s"))
          .with(Series.points("BF16", List.of(1.0, 2.0, 4.0), List.of(10.0, 19.0, 36.5)));

  @Test
  void areSummedUpInOneLineForEachSeries() {
    assertThat(Renderers.render(SCALING).text())
        .isEqualTo(
            """
            Scaling — line chart, rate [tokens/s] by servers
            series  n  min   max  last
            ──────  ─  ───  ────  ────
            BF16    3   10  36.5  36.5""");
  }

  @Test
  void haveTwoImagePixelsForEachPixelOfThePage() throws Exception {
    MimeBundle bundle = Renderers.render(SCALING);
    var image = ImageIO.read(new ByteArrayInputStream(bundle.bytes("image/png")));

    assertThat(image.getWidth()).isEqualTo(2 * Charts.WIDTH);
    assertThat(image.getHeight()).isEqualTo(2 * Charts.HEIGHT);
  }

  @Test
  void areDescribedAsData() {
    assertThat(Renderers.render(SCALING).data().get("application/vnd.trn3.plot+json"))
        .isEqualTo(
            "{\"title\":\"Scaling\",\"kind\":\"line\","
                + "\"x\":{\"name\":\"servers\",\"unit\":\"\",\"scale\":\"linear\"},"
                + "\"y\":{\"name\":\"rate\",\"unit\":\"tokens/s\",\"scale\":\"linear\"},"
                + "\"series\":[{\"name\":\"BF16\",\"n\":3,"
                + "\"x\":[1.0,2.0,4.0],\"y\":[10.0,19.0,36.5]}]}");
  }

  @Test
  void refuseZeroOnALogarithmicAxisBeforeAnythingIsPainted() {
    Figure figure =
        Figure.of("T", Shape.LINE, Axis.linear("x", ""), Axis.logarithmic("time", "s"))
            .with(Series.points("warm", List.of(1.0, 2.0), List.of(1.0, 0.0)));

    assertThatThrownBy(() -> Charts.of(figure))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "series \"warm\" holds 0, but axis \"time [s]\" is logarithmic and needs values above"
                + " zero; leave the value out or use a linear axis");
  }

  @Test
  void refuseToBeEmptyOrWithoutAnyNumber() {
    Figure empty = Figure.of("T", Shape.LINE, Axis.linear("x", ""), Axis.linear("y", ""));

    assertThatThrownBy(() -> Charts.of(empty))
        .hasMessage("chart \"T\" has no series; add one by with(...)");
    assertThatThrownBy(
            () -> Charts.of(empty.with(Series.points("a", List.of(1.0), List.of(Double.NaN)))))
        .hasMessage("series \"a\" has no value that is a number");
    assertThatThrownBy(
            () -> Charts.of(empty.with(Series.points("a", List.of(1.0), List.of(1.0 / 0)))))
        .hasMessage("series \"a\" holds Infinity, which has no place on axis \"y\"");
  }
}
