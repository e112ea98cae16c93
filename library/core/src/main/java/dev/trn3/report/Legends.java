package dev.trn3.report;

import dev.trn3.view.Figure;
import java.awt.font.FontRenderContext;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;

/** Places legends outside the plot, so that they cover no data. */
final class Legends {

  /** Line or box before the name of a series, with the paddings around it. */
  private static final int MARK = 44;

  private Legends() {}

  /** Below the plot where the names fit in one row, else at its right; none for one series. */
  static void place(Chart<? extends Styler, ?> chart, Figure figure) {
    Styler styler = chart.getStyler();
    styler.setLegendVisible(figure.series().size() > 1);
    FontRenderContext context = new FontRenderContext(null, true, false);
    double width =
        figure.series().stream()
            .mapToDouble(
                series ->
                    MARK
                        + styler.getLegendFont().getStringBounds(series.name(), context).getWidth())
            .sum();
    if (width < chart.getWidth() - 110) {
      styler.setLegendPosition(Styler.LegendPosition.OutsideS);
      styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    } else {
      styler.setLegendPosition(Styler.LegendPosition.OutsideE);
      styler.setLegendLayout(Styler.LegendLayout.Vertical);
    }
  }
}
