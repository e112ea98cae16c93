package dev.trn3.report;

import dev.trn3.display.Renderers;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.knowm.xchart.internal.chartpart.IChart;
import tech.tablesaw.table.Relation;

/**
 * What a shell prints for a value: a table as text, a chart as one line and the path of its PNG.
 */
public final class Terminal {

  private static final int NARROWEST = 40;
  private static final int WIDEST = 200;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Terminal() {}

  /**
   * Describes a value for the terminal. Tables fit the width in the environment variable {@code
   * COLUMNS}, else {@value Tables#TEXT_WIDTH} characters; charts are written into a folder for
   * temporary files.
   */
  public static String describe(Object value) {
    return describe(value, width(System.getenv("COLUMNS")), null);
  }

  /**
   * Describes a value for a terminal.
   *
   * @param width characters in a line
   * @param folder where images of charts are written; null for one for temporary files
   */
  public static String describe(Object value, int width, Path folder) {
    if (value instanceof Sheet sheet) {
      return Tables.text(sheet, width);
    }
    if (value instanceof Tabular result) {
      return Tables.text(result.sheet(), width);
    }
    if (value instanceof Relation table) {
      return Tables.text(table, width);
    }
    if (value instanceof Figure figure) {
      return chart(Charts.of(figure), folder);
    }
    if (value instanceof Plottable result) {
      return chart(Charts.of(result), folder);
    }
    if (value instanceof IChart chart) {
      return chart(chart, folder);
    }
    return Renderers.render(value).text();
  }

  private static String chart(IChart chart, Path folder) {
    String title = chart.getTitle() == null ? "" : chart.getTitle();
    String words = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String name = words.substring(0, Math.min(40, words.length())).replaceAll("^-|-$", "");
    String file = (name.isEmpty() ? "chart" : name) + "-" + NUMBER.incrementAndGet() + ".png";
    Path target = (folder == null ? Temporary.FOLDER : folder).resolve(file);
    return ChartContent.of(chart).sentence() + "\n" + Charts.savePng(chart, target);
  }

  static int width(String columns) {
    if (columns == null || !columns.matches("[1-9][0-9]{0,5}")) {
      return Tables.TEXT_WIDTH;
    }
    return Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(columns)));
  }

  /** Made for the first chart. */
  private static final class Temporary {
    static final Path FOLDER = create();

    private static Path create() {
      try {
        return Files.createTempDirectory("trn3-charts-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
