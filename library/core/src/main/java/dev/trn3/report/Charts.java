package dev.trn3.report;

import dev.trn3.display.MimeBundle;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;

/** XChart charts from results, and charts as images and text. */
public final class Charts {
  /** Width of a chart in pixels of the page. */
  public static final int WIDTH = 640;

  /** Height of a chart of lines or points; one of bars is as high as its bars need. */
  public static final int HEIGHT = 400;

  /** Characters of the longest SVG drawing that is shown. */
  static final int LARGEST_SVG = 100_000;

  private Charts() {}

  /** The chart of a result. */
  public static AxesChart<? extends AxesChartStyler, ?> of(Plottable result) {
    return of(result.figure());
  }

  /**
   * An XChart chart in our style. It can be styled further.
   *
   * @throws IllegalArgumentException if there is nothing to draw, a value is infinite, or one is
   *     not above zero on a logarithmic axis; the message names the series
   * @throws IllegalStateException if this machine has no fonts; the message says what to install
   */
  public static AxesChart<? extends AxesChartStyler, ?> of(Figure figure) {
    Drawable.require(figure);
    if (figure.shape() == Figure.Shape.HEAT_MAP) {
      return new HeatMap(figure, WIDTH, HeatMap.height(figure));
    }
    if (figure.shape() == Figure.Shape.PARALLEL) {
      return new ParallelChart(figure, wide(figure), HEIGHT);
    }
    return Drawable.isBars(figure)
        ? new BarChart(figure, WIDTH, BarChart.height(figure))
        : new PointChart(figure, WIDTH, HEIGHT);
  }

  /** Parallel axes need room for their labels. */
  private static int wide(Figure figure) {
    return Math.max(WIDTH, 120 * figure.series().size());
  }

  /** The chart as a PNG image with two image pixels for each pixel of the page. */
  public static byte[] png(IChart chart) {
    return ChartImage.png(chart);
  }

  /**
   * Writes the chart as a PNG image.
   *
   * @return the absolute path of the file
   */
  public static Path savePng(IChart chart, Path file) {
    return save(png(chart), file);
  }

  /**
   * Writes the chart as the ending of the file says, {@code .png} or {@code .svg}.
   *
   * @return the absolute path of the file
   * @throws IllegalArgumentException if the ending is neither
   */
  static Path save(IChart chart, Path file) {
    HouseStyle.whereUntouched(chart);
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      return save(svg(chart).getBytes(StandardCharsets.UTF_8), file);
    }
    if (name.endsWith(".png")) {
      return savePng(chart, file);
    }
    throw new IllegalArgumentException(
        "a chart is not written as \"%s\"; end it with .png or .svg".formatted(file));
  }

  /** What the chart shows, in plain text: one line for each series. */
  public static String text(IChart chart) {
    return ChartText.write(ChartContent.of(chart));
  }

  /** The chart as an SVG drawing with real text. */
  public static String svg(IChart chart) {
    return ChartSvg.write(chart, ChartContent.of(chart));
  }

  /**
   * The chart in all its forms.
   *
   * <p>Both images are there, because no front end shows both and none shows every one. Jupyter
   * prefers the SVG, which is sharp at any size and whose text can be searched and read aloud, but
   * shows it only in trusted notebooks; GitHub, mail and untrusted notebooks show the PNG. A
   * drawing of more than {@link #LARGEST_SVG} characters is left out, so that notebooks stay small.
   */
  static MimeBundle render(IChart chart) {
    HouseStyle.whereUntouched(chart);
    ChartContent content = ChartContent.of(chart);
    MimeBundle bundle = MimeBundle.text(ChartText.write(content));
    String svg = ChartSvg.write(chart, content);
    if (svg.length() <= LARGEST_SVG) {
      bundle = bundle.with("image/svg+xml", svg);
    }
    return bundle
        .with("image/png", png(chart))
        .withMetadata("image/png", ChartJson.image(chart, content))
        .with("application/vnd.trn3.plot+json", ChartJson.write(content));
  }

  /** The figure in all its forms; without images, and saying why, where there are no fonts. */
  static MimeBundle render(Figure figure) {
    Optional<String> problem = Fonts.problem();
    if (problem.isEmpty()) {
      return render(of(figure));
    }
    ChartContent content = ChartContent.of(Drawable.require(figure));
    return MimeBundle.text(ChartText.write(content) + "\n(" + problem.get() + ")")
        .with("application/vnd.trn3.plot+json", ChartJson.write(content));
  }

  private static Path save(byte[] content, Path file) {
    try {
      Path absolute = file.toAbsolutePath().normalize();
      Files.createDirectories(absolute.getParent());
      return Files.write(absolute, content);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the chart to " + file + ": " + e.getMessage(), e);
    }
  }
}
