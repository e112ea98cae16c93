package dev.trn3.report;

import dev.trn3.display.Rendered;
import dev.trn3.experiment.TrainingSimulation;
import dev.trn3.sweep.SweepResult;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import tech.tablesaw.api.Table;

/** The verbs that make tables and charts. All are meant for {@code import static}. */
public final class Show {

  private Show() {}

  /** The table of a result, for filtering, sorting and summing up with Tablesaw. */
  public static Table table(Tabular result) {
    return Tables.of(result);
  }

  /** A sheet as a Tablesaw table. */
  public static Table table(Sheet sheet) {
    return Tables.of(sheet);
  }

  /** The chart of a result, for styling with XChart. */
  public static AxesChart<? extends AxesChartStyler, ?> plot(Plottable result) {
    return Charts.of(result);
  }

  /** A figure as an XChart chart. */
  public static AxesChart<? extends AxesChartStyler, ?> plot(Figure figure) {
    return Charts.of(figure);
  }

  /** The choice of a chart for a table: {@code plot(table).line("servers", "tokens/s")}. */
  public static TablePlot plot(Table table) {
    return new TablePlot(table);
  }

  /** The choice of a chart for what a sweep found. */
  public static TablePlot plot(SweepResult result) {
    return new TablePlot(Tables.of(result));
  }

  /**
   * Writes the table of a result to a file, with all its rows and at full precision. The ending of
   * the file says how: {@code .csv}, {@code .tsv}, {@code .json}, {@code .jsonl}, {@code .md}, or
   * with DuckDB {@code .parquet}. A simulated step with the ending {@code .perfetto.json} becomes a
   * trace for {@code ui.perfetto.dev}, as {@link TrainingSimulation#perfetto(Path)}.
   *
   * @return the absolute path of the file
   * @throws IllegalArgumentException if the ending is none of these, or if something else than a
   *     simulated step is to become a trace
   * @throws IllegalStateException if Parquet is asked for and DuckDB is not there; says how to get
   *     it
   */
  public static Path save(Tabular result, String file) {
    Path path = path(file, "result.csv");
    return file.endsWith(".perfetto.json")
        ? trace(result, path.toAbsolutePath().normalize())
        : Export.save(Tables.of(result), path);
  }

  private static Path path(String file, String example) {
    return Path.of(
        Objects.requireNonNull(
            file, "save(…, null) names no file; say save(…, \"%s\")".formatted(example)));
  }

  private static Path trace(Tabular result, Path file) {
    if (!(result instanceof TrainingSimulation step)) {
      throw new IllegalArgumentException(
          "\"%s\" would be a trace of a simulated step, as of training(…)….simulate(); this is a table: end it with .json"
              .formatted(file.getFileName()));
    }
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      return step.perfetto(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes a table to a file, as {@link #save(Tabular, String)}. */
  public static Path save(Table table, String file) {
    return Export.save(table, path(file, "result.csv"));
  }

  /**
   * Writes a chart to a file: {@code save(plot(result), "result.png")}. The ending of the file says
   * how: {@code .png}, with two image pixels for each pixel of a page, or {@code .svg}.
   *
   * @return the absolute path of the file
   * @throws IllegalArgumentException if the ending is none of these
   */
  public static Path save(IChart chart, String file) {
    return Charts.save(chart, path(file, "result.png"));
  }

  /** Writes a chart of a table to a file, as {@link #save(IChart, String)}. */
  public static Path save(TableFigure figure, String file) {
    return save(figure.chart(), file);
  }

  /** Writes a chart of parallel axes to a file, as {@link #save(IChart, String)}. */
  public static Path save(ParallelFigure figure, String file) {
    return save(figure.chart(), file);
  }

  /** The first point of a series, as in {@code idealFrom(first())}. */
  public static Reference first() {
    return Reference.FIRST;
  }

  /** The last point of a series. */
  public static Reference last() {
    return Reference.LAST;
  }

  /** Shows values in one row, which wraps on narrow pages. */
  public static Rendered sideBySide(Object... values) {
    return SideBySide.of(values);
  }
}
