package dev.trn3.report;

import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Series;
import dev.trn3.view.Figure.Shape;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarSeries;
import org.knowm.xchart.internal.chartpart.Legend_HorizontalBar;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.HorizontalBarStyler;

/**
 * Horizontal bars of a figure: side by side or stacked, with error bars, and with the value at the
 * end of each bar.
 *
 * <p>XChart lays out axes, title and legend. The bars are painted here, because XChart stacks only
 * vertical bars, whose labels collide.
 */
final class BarChart extends HorizontalBarChart implements Drawn {
  /** Pixels of a letter of labels, about. */
  private static final double LETTER = 6;

  private static final BasicStroke ERROR_BAR = new BasicStroke(1.2f);

  private final Figure figure;
  private final List<String> categories;
  private final boolean stacked;

  BarChart(Figure figure, int width, int height) {
    super(width, height, new HouseTheme());
    this.figure = figure;
    this.stacked = figure.shape() == Shape.STACKED_BAR;
    this.categories = BarLabels.of(figure);
    setTitle(figure.title());
    setXAxisTitle(figure.y().label());
    setYAxisTitle(figure.x().label());
    styler.setPlotGridHorizontalLinesVisible(false);
    styler.setAxisTicksLineVisible(false);
    styler.setAxisTicksMarksVisible(false);
    styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    // One label for each bar: the styler of the x axis governs those of the y axis, too.
    styler.setXAxisMaxLabelCount(Math.max(2, categories.size()));
    styler.setPlotContentSize(.999);
    scale();
    List<String> labels = BarLabels.shortened(categories);
    for (Series series : figure.series()) {
      addSeries(series.name(), Collections.nCopies(labels.size(), 1.0), labels);
    }
    styler.setLegendVisible(figure.series().size() > 1);
    List<String> names = figure.series().stream().map(Series::name).toList();
    FlowLegend flow = new FlowLegend(names, styler.getLegendFont(), width - 40);
    legend = new Below(this, flow);
    setHeight(height + 20 * (flow.rows() - 1));
  }

  /** Height in which every bar of the figure has room. */
  static int height(Figure figure) {
    boolean grouped = figure.shape() == Shape.BAR;
    int each = Math.max(32, grouped ? 15 * figure.series().size() + 12 : 0);
    return Math.min(2000, Math.max(200, 120 + each * BarLabels.of(figure).size()));
  }

  @Override
  public Figure figure() {
    return figure;
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    setWidth(width);
    setHeight(height);
    color();
    paintBackground(g);
    axisPair.paint(g);
    // Without series, XChart paints the surface and the grid alone.
    seriesMap.values().forEach(series -> series.setEnabled(false));
    plot.paint(g);
    seriesMap.values().forEach(series -> series.setEnabled(true));
    bars(g);
    chartTitle.paint(g);
    legend.paint(g);
    annotations.forEach(annotation -> annotation.paint(g));
  }

  private void color() {
    Color[] colors = styler.getSeriesColors();
    int next = 0;
    for (HorizontalBarSeries series : seriesMap.values()) {
      if (series.getFillColor() == null) {
        series.setFillColor(colors[next % colors.length]);
      }
      next++;
    }
  }

  private void bars(Graphics2D g) {
    Rectangle2D area = plot.getBounds();
    double step = area.getHeight() / categories.size();
    double band = step * styler.getAvailableSpaceFill();
    int groups = stacked ? 1 : figure.series().size();
    double thickness = Math.min(band / groups, 26);
    for (int category = 0; category < categories.size(); category++) {
      double middle = area.getY() + step * (category + 0.5);
      double top = middle - thickness * groups / 2;
      if (stacked) {
        stack(g, category, new Band(top, thickness));
      } else {
        for (int i = 0; i < groups; i++) {
          single(g, figure.series().get(i), category, new Band(top + i * thickness, thickness));
        }
      }
    }
    double zero = getScreenXFromChart(origin());
    g.setColor(HouseTheme.AXIS);
    g.setStroke(new BasicStroke(1f));
    g.draw(new Line2D.Double(zero, area.getY(), zero, area.getMaxY()));
  }

  /** Where a bar stands, from top to bottom. */
  private record Band(double top, double thickness) {}

  private void single(Graphics2D g, Series series, int category, Band band) {
    int point = series.labels().indexOf(categories.get(category));
    if (point < 0 || series.y().get(point).isNaN()) {
      return;
    }
    double value = series.y().get(point);
    bar(g, series, getScreenXFromChart(origin()), getScreenXFromChart(value), band);
    double end = getScreenXFromChart(value);
    if (!series.low().isEmpty()) {
      double low = getScreenXFromChart(series.low().get(point));
      double high = getScreenXFromChart(series.high().get(point));
      errorBar(g, low, high, band);
      end = value < 0 ? Math.min(end, low) : Math.max(end, high);
    }
    write(g, Numbers.text(value), end, value < 0, band);
  }

  private void stack(Graphics2D g, int category, Band band) {
    double above = 0;
    double below = 0;
    for (Series series : figure.series()) {
      int point = series.labels().indexOf(categories.get(category));
      double value = point < 0 ? Double.NaN : series.y().get(point);
      if (!Double.isNaN(value)) {
        double from = value < 0 ? below : above;
        bar(g, series, getScreenXFromChart(from), getScreenXFromChart(from + value), band);
        above += Math.max(0, value);
        below += Math.min(0, value);
      }
    }
    boolean negative = above == 0 && below < 0;
    String total = Numbers.text(above + below);
    write(g, total, getScreenXFromChart(negative ? below : above), negative, band);
  }

  private void bar(Graphics2D g, Series series, double from, double to, Band band) {
    g.setColor(seriesMap.get(series.name()).getFillColor());
    double gap = stacked ? 0 : Math.min(1.5, band.thickness() * .08);
    g.fill(
        new Rectangle2D.Double(
            Math.min(from, to), band.top() + gap, Math.abs(to - from), band.thickness() - 2 * gap));
  }

  private static void errorBar(Graphics2D g, double low, double high, Band band) {
    double y = band.top() + band.thickness() / 2;
    g.setColor(HouseTheme.INK);
    g.setStroke(ERROR_BAR);
    g.draw(new Line2D.Double(low, y, high, y));
    g.draw(new Line2D.Double(low, y - 3, low, y + 3));
    g.draw(new Line2D.Double(high, y - 3, high, y + 3));
  }

  private void write(Graphics2D g, String number, double end, boolean left, Band band) {
    if (band.thickness() < 9) {
      return;
    }
    Font font = styler.getAxisTickLabelsFont();
    g.setColor(HouseTheme.INK);
    TextLayout text = Lettering.layout(g, number, font);
    Rectangle2D bounds = text.getBounds();
    double x = left ? end - 5 - bounds.getWidth() : end + 5;
    Lettering.outline(g, text, x, band.top() + band.thickness() / 2 + bounds.getHeight() / 2);
  }

  private void scale() {
    List<Double> ends = stacked ? totals() : ends();
    double low = Axes.min(ends.stream().mapToDouble(Double::doubleValue));
    double high = Axes.max(ends.stream().mapToDouble(Double::doubleValue));
    boolean logarithmic = figure.y().logarithmic();
    if (logarithmic) {
      // Bars need some length, so the axis starts at a power of ten below the smallest.
      low = Math.pow(10, Math.ceil(Math.log10(low)) - 1);
      high = high * Math.pow(high / low, 0.12);
    } else {
      double span = Math.max(high, 0) - Math.min(low, 0);
      low = low < 0 ? low - 0.12 * span : 0;
      high = high > 0 ? Math.max(high + 0.12 * span, roomForNumbers(high)) : 0;
      high = low == high ? 1 : high;
    }
    styler.setXAxisLogarithmic(logarithmic);
    styler.setXAxisLogarithmicDecadeOnly(false);
    styler.setXAxisMin(low);
    styler.setXAxisMax(high);
    styler.setXAxisTickLabelsFormattingFunction(Axes.labels(figure.y(), low, high));
  }

  /** Where the axis must end so that the number behind the longest bars is not cut off. */
  private double roomForNumbers(double high) {
    int label = categories.stream().mapToInt(String::length).max().orElse(0);
    double plot = Math.max(150, getWidth() - 60 - LETTER * Math.min(BarLabels.LONGEST, label));
    double needed = high;
    for (Series series : figure.series()) {
      for (int i = 0; i < series.y().size() && !stacked; i++) {
        double value = series.y().get(i);
        double end = series.high().isEmpty() ? value : Math.max(value, series.high().get(i));
        double share = (LETTER * Numbers.text(value).length() + 10) / plot;
        if (Double.isFinite(end)) {
          needed = Math.max(needed, end / (1 - Math.min(0.5, share)));
        }
      }
    }
    return needed;
  }

  private double origin() {
    return figure.y().logarithmic() ? styler.getXAxisMin() : 0;
  }

  private List<Double> ends() {
    List<Double> ends = new ArrayList<>();
    for (Series series : figure.series()) {
      ends.addAll(series.y());
      ends.addAll(series.low());
      ends.addAll(series.high());
    }
    return ends;
  }

  private List<Double> totals() {
    List<Double> totals = new ArrayList<>();
    for (String category : categories) {
      double above = 0;
      double below = 0;
      for (Series series : figure.series()) {
        int point = series.labels().indexOf(category);
        double value = point < 0 || series.y().get(point).isNaN() ? 0 : series.y().get(point);
        above += Math.max(0, value);
        below += Math.min(0, value);
      }
      totals.add(above);
      totals.add(below);
    }
    return totals;
  }

  /** The legend below the plot; elsewhere, if the analyst moved it, it is XChart's. */
  private static final class Below
      extends Legend_HorizontalBar<HorizontalBarStyler, HorizontalBarSeries> {

    private final BarChart bars;
    private final FlowLegend flow;

    Below(BarChart bars, FlowLegend flow) {
      super(bars);
      this.bars = bars;
      this.flow = flow;
    }

    @Override
    public Rectangle2D getBounds() {
      return flow.replaces(bars) ? flow.bounds() : super.getBounds();
    }

    @Override
    public void paint(Graphics2D g) {
      if (!flow.replaces(bars)) {
        super.paint(g);
        return;
      }
      List<HorizontalBarSeries> series = List.copyOf(bars.getSeriesCollection());
      flow.paint(
          g,
          bars,
          (graphics, i, x, y, width) -> {
            graphics.setColor(series.get(i).getFillColor());
            graphics.fill(new Rectangle2D.Double(x + width - 13, y - 6.5, 13, 13));
          });
    }
  }
}
