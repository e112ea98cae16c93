package dev.trn3.report;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.IChart;

/** Paints charts. Long series are painted with fewer points and keep all of them afterwards. */
final class Painting {

  private Painting() {}

  static void paint(IChart chart, Graphics2D g, int width, int height) {
    List<Runnable> restorations = new ArrayList<>();
    try {
      if (chart instanceof XYChart points) {
        for (XYSeries series : List.copyOf(points.getSeriesCollection())) {
          thin(points, series, restorations);
        }
      }
      chart.paint(g, width, height);
    } finally {
      restorations.forEach(Runnable::run);
    }
  }

  private static void thin(XYChart chart, XYSeries series, List<Runnable> restorations) {
    double[] x = series.getXData();
    double[] y = series.getYData();
    double[] extra = series.getExtraValues();
    boolean scattered =
        series.getXYSeriesRenderStyle().filter(XYSeriesRenderStyle.Scatter::equals).isPresent();
    int[] kept = Decimation.kept(list(x), list(y), scattered);
    if (kept.length < y.length) {
      String name = series.getName();
      restorations.add(() -> chart.updateXYSeries(name, x, y, extra));
      chart.updateXYSeries(name, pick(x, kept), pick(y, kept), pick(extra, kept));
    }
  }

  private static List<Double> list(double[] values) {
    return DoubleStream.of(values).boxed().toList();
  }

  private static double[] pick(double[] values, int[] kept) {
    return values == null ? null : IntStream.of(kept).mapToDouble(i -> values[i]).toArray();
  }
}
