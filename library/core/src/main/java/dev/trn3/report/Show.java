package dev.trn3.report;

import dev.trn3.display.Rendered;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import org.knowm.xchart.internal.chartpart.AxesChart;
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

  /** Shows values in one row, which wraps on narrow pages. */
  public static Rendered sideBySide(Object... values) {
    return SideBySide.of(values);
  }
}
