package dev.trn3.report;

import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.theme.XChartTheme;

/**
 * Gives charts that an analyst built our style in everything that he left as XChart has it. What he
 * set himself stays.
 */
final class HouseStyle {

  private record Setting<S, T>(Function<S, T> value, BiConsumer<S, T> change) {

    void apply(S untouched, S house, S chart) {
      if (Objects.equals(value.apply(chart), value.apply(untouched))) {
        change.accept(chart, value.apply(house));
      }
    }
  }

  private static final List<Setting<Styler, ?>> GENERAL =
      List.of(
          new Setting<>(Styler::getChartBackgroundColor, Styler::setChartBackgroundColor),
          new Setting<>(Styler::getChartFontColor, Styler::setChartFontColor),
          new Setting<>(Styler::getChartTitleFont, Styler::setChartTitleFont),
          new Setting<>(Styler::isChartTitleBoxVisible, Styler::setChartTitleBoxVisible),
          new Setting<>(Styler::getChartTitlePadding, Styler::setChartTitlePadding),
          new Setting<>(Styler::getLegendBackgroundColor, Styler::setLegendBackgroundColor),
          new Setting<>(Styler::getLegendBorderColor, Styler::setLegendBorderColor),
          new Setting<>(Styler::getLegendFont, Styler::setLegendFont),
          new Setting<>(Styler::isPlotBorderVisible, Styler::setPlotBorderVisible),
          new Setting<>(Styler::getLocale, Styler::setLocale));

  private static final List<Setting<AxesChartStyler, ?>> AXES =
      List.of(
          new Setting<>(AxesChartStyler::getAxisTitleFont, AxesChartStyler::setAxisTitleFont),
          new Setting<>(
              AxesChartStyler::getAxisTickLabelsFont, AxesChartStyler::setAxisTickLabelsFont),
          new Setting<>(
              AxesChartStyler::getAxisTickMarksColor, AxesChartStyler::setAxisTickMarksColor),
          new Setting<>(
              AxesChartStyler::getAxisTickLabelsColor, AxesChartStyler::setAxisTickLabelsColor),
          new Setting<>(
              AxesChartStyler::getPlotGridLinesColor, AxesChartStyler::setPlotGridLinesColor),
          new Setting<>(
              AxesChartStyler::getPlotGridLinesStroke, AxesChartStyler::setPlotGridLinesStroke),
          new Setting<>(
              AxesChartStyler::isPlotTicksMarksVisible, AxesChartStyler::setPlotTicksMarksVisible));

  private HouseStyle() {}

  static void whereUntouched(IChart chart) {
    if (chart instanceof Drawn
        || !(chart instanceof Chart<?, ?> known)
        || !(known.getStyler().getTheme() instanceof XChartTheme)) {
      return;
    }
    Styler styler = known.getStyler();
    XYStyler untouched = new XYStyler();
    XYStyler house = new XYStyler();
    house.setTheme(new HouseTheme());
    house.setLocale(java.util.Locale.ROOT);
    GENERAL.forEach(setting -> setting.apply(untouched, house, styler));
    if (java.util.Arrays.equals(styler.getSeriesColors(), untouched.getSeriesColors())) {
      styler.setSeriesColors(house.getSeriesColors());
    }
    if (styler instanceof AxesChartStyler axes) {
      AXES.forEach(setting -> setting.apply(untouched, house, axes));
    }
    known.getSeriesCollection().forEach(HouseStyle::unmark);
  }

  /** Markers of long lines hide the line. */
  private static void unmark(Object series) {
    if (series instanceof XYSeries points
        && points.getMarker() == null
        && points.getYData().length > PointChart.MARKED) {
      points.setMarker(org.knowm.xchart.style.markers.SeriesMarkers.NONE);
    }
  }
}
