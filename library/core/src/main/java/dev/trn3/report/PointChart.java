package dev.trn3.report;

import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Series;
import dev.trn3.view.Figure.Shape;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Legend_Marker;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines or points of a figure, with error bars of unequal length and labels beside points. */
final class PointChart extends XYChart implements Drawn {

  /** Lines of more points than this have no markers. */
  static final int MARKED = 40;

  private static final BasicStroke ERROR_BAR = new BasicStroke(1.2f);

  private final Figure figure;

  PointChart(Figure figure, int width, int height) {
    super(width, height, new HouseTheme());
    this.figure = figure;
    setTitle(figure.title());
    setXAxisTitle(figure.x().label());
    setYAxisTitle(figure.y().label());
    scale();
    styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    boolean scatter = figure.shape() == Shape.SCATTER;
    styler.setDefaultSeriesRenderStyle(
        scatter ? XYSeriesRenderStyle.Scatter : XYSeriesRenderStyle.Line);
    boolean front = figure.shape() == Figure.Shape.FRONT;
    for (Series series : figure.series()) {
      XYSeries added = addSeries(series.name(), doubles(series.x()), doubles(series.y()));
      boolean points = scatter || (front && seriesMap.size() > 1);
      if (points) {
        added.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      }
      if (!points && series.y().size() > MARKED) {
        added.setMarker(SeriesMarkers.NONE);
      }
    }
    styler.setLegendVisible(figure.series().size() > 1);
    List<String> names = figure.series().stream().map(Series::name).toList();
    FlowLegend flow = new FlowLegend(names, styler.getLegendFont(), width - 40);
    legend = new Below(this, flow);
    setHeight(height + 20 * (flow.rows() - 1));
  }

  @Override
  public Figure figure() {
    return figure;
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    super.paint(g, width, height);
    for (Series series : figure.series()) {
      XYSeries drawn = getSeries(series.name());
      if (drawn != null && drawn.isEnabled() && !series.low().isEmpty()) {
        errorBars(g, series, drawn.getLineColor());
      }
    }
    labels(g);
  }

  private void scale() {
    double left = Axes.min(figure.series().stream().flatMapToDouble(s -> values(s.x())));
    double right = Axes.max(figure.series().stream().flatMapToDouble(s -> values(s.x())));
    double low = Axes.min(figure.series().stream().flatMapToDouble(PointChart::heights));
    double high = Axes.max(figure.series().stream().flatMapToDouble(PointChart::heights));
    if (!figure.y().logarithmic() && low > 0 && low < 0.6 * high) {
      low = 0;
    }
    if (right > left) {
      styler.setXAxisMin(belowLeast(figure.x(), left, right));
      styler.setXAxisMax(right);
    }
    if (high > low) {
      styler.setYAxisMin(belowLeast(figure.y(), low, high));
      styler.setYAxisMax(high);
    }
    styler.setXAxisLogarithmic(figure.x().logarithmic());
    styler.setYAxisLogarithmic(figure.y().logarithmic());
    styler.setXAxisLogarithmicDecadeOnly(false);
    styler.setYAxisLogarithmicDecadeOnly(false);
    styler.setXAxisTickLabelsFormattingFunction(Axes.labels(figure.x(), left, right));
    styler.setYAxisTickLabelsFormattingFunction(Axes.labels(figure.y(), low, high));
  }

  /**
   * Not quite the smallest value: XChart sets ticks on the data themselves where those, ends
   * included, are equally spaced, which gives ticks such as 0, 37, 74.
   */
  private static double belowLeast(Figure.Axis axis, double least, double most) {
    return least - (axis.logarithmic() ? least * 1e-4 : (most - least) * 1e-3);
  }

  private void errorBars(Graphics2D g, Series series, Color color) {
    g.setColor(color);
    g.setStroke(ERROR_BAR);
    for (int i = 0; i < series.y().size(); i++) {
      double x = getScreenXFromChart(series.x().get(i));
      double low = getScreenYFromChart(series.low().get(i));
      double high = getScreenYFromChart(series.high().get(i));
      if (Double.isFinite(low) && Double.isFinite(high)) {
        g.draw(new Line2D.Double(x, low, x, high));
        g.draw(new Line2D.Double(x - 3, low, x + 3, low));
        g.draw(new Line2D.Double(x - 3, high, x + 3, high));
      }
    }
  }

  /** Writes the labels of points; one that would cover another or leave the plot is left out. */
  private void labels(Graphics2D g) {
    Font font = styler.getAxisTickLabelsFont();
    g.setFont(font);
    g.setColor(HouseTheme.INK);
    List<Rectangle2D> taken = new ArrayList<>();
    for (Series series : figure.series()) {
      for (int i = 0; i < series.labels().size(); i++) {
        double x = getScreenXFromChart(series.x().get(i));
        double y = getScreenYFromChart(series.y().get(i));
        taken.add(new Rectangle2D.Double(x - 4, y - 4, 8, 8));
      }
    }
    for (Series series : figure.series()) {
      for (int i = 0; i < series.labels().size(); i++) {
        if (!series.labels().get(i).isBlank()) {
          double x = getScreenXFromChart(series.x().get(i));
          double y = getScreenYFromChart(series.y().get(i));
          TextLayout text = new TextLayout(series.labels().get(i), font, g.getFontRenderContext());
          label(g, text, x, y, taken);
        }
      }
    }
  }

  private void label(Graphics2D g, TextLayout text, double x, double y, List<Rectangle2D> taken) {
    double width = text.getAdvance();
    double height = text.getAscent();
    double half = height / 2;
    Stream.of(
            new double[] {x + 7, y - half},
            new double[] {x - 7 - width, y - half},
            new double[] {x - width / 2, y - 8 - height},
            new double[] {x - width / 2, y + 7})
        .map(corner -> new Rectangle2D.Double(corner[0], corner[1], width, height))
        .filter(place -> place.x > getYAxisLeftWidth() && place.getMaxX() < getWidth() - 4)
        .filter(place -> taken.stream().noneMatch(place::intersects))
        .findFirst()
        .ifPresent(
            place -> {
              taken.add(place);
              AffineTransform before = g.getTransform();
              g.translate(place.x, place.getMaxY() - 2);
              g.fill(text.getOutline(null));
              g.setTransform(before);
            });
  }

  private static DoubleStream heights(Series series) {
    return Stream.of(series.y(), series.low(), series.high()).flatMapToDouble(PointChart::values);
  }

  private static DoubleStream values(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue);
  }

  private static double[] doubles(List<Double> values) {
    return values(values).toArray();
  }

  /** The legend below the plot; elsewhere, if the analyst moved it, it is XChart's. */
  private static final class Below extends Legend_Marker<XYStyler, XYSeries> {

    private final PointChart points;
    private final FlowLegend flow;

    Below(PointChart points, FlowLegend flow) {
      super(points);
      this.points = points;
      this.flow = flow;
    }

    @Override
    public Rectangle2D getBounds() {
      return flow.replaces(points) ? flow.bounds() : super.getBounds();
    }

    @Override
    public void paint(Graphics2D g) {
      if (!flow.replaces(points)) {
        super.paint(g);
        return;
      }
      List<XYSeries> series = List.copyOf(points.getSeriesCollection());
      flow.paint(
          g, points, (graphics, i, x, y, width) -> mark(graphics, series.get(i), x, y, width));
    }

    private void mark(Graphics2D g, XYSeries series, double x, double y, double width) {
      boolean line =
          series.getXYSeriesRenderStyle().filter(XYSeriesRenderStyle.Line::equals).isPresent();
      if (line) {
        g.setColor(series.getLineColor());
        g.setStroke(series.getLineStyle());
        g.draw(new Line2D.Double(x, y, x + width, y));
      }
      g.setColor(series.getMarkerColor());
      series.getMarker().paint(g, x + width / 2, y, points.styler.getMarkerSize());
    }
  }
}
