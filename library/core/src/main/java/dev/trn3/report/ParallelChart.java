package dev.trn3.report;

import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Parallel coordinates of a figure: a vertical axis for each series, and a line across all of them
 * for each row. The last axis colours the lines, lowest values dark and drawn last.
 *
 * <p>A series with labels has an axis on which its different values stand at equal distances; one
 * without is drawn to scale.
 */
final class ParallelChart extends PaintedChart {

  private static final int TOP = 76;
  private static final int BOTTOM = 40;
  private static final int CROWDED = 4;
  private static final int GAP = 6;
  private static final int TICKS = 5;
  private static final float OPAQUE = 0.9f;

  private final List<Scale> scales;

  ParallelChart(Figure figure, int width, int height) {
    super(figure, width, height);
    this.scales = figure.series().stream().map(Scale::of).toList();
    setYAxisTitle(figure.y().label());
    for (Series series : figure.series()) {
      addSeries(series.name(), series.y().stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /**
   * Where the values of an axis stand.
   *
   * @param places from 0 below to 1 above, one for each row
   * @param ticks labels and their places
   */
  private record Scale(List<Double> places, Map<String, Double> ticks) {

    static Scale of(Series series) {
      return series.labels().isEmpty() ? toScale(series.y()) : inSteps(series);
    }

    private static Scale inSteps(Series series) {
      List<String> labels =
          IntStream.range(0, series.y().size())
              .boxed()
              .sorted(Comparator.comparingDouble(series.y()::get))
              .map(series.labels()::get)
              .distinct()
              .toList();
      Map<String, Double> ticks = new LinkedHashMap<>();
      for (int i = 0; i < labels.size(); i++) {
        ticks.put(labels.get(i), labels.size() == 1 ? .5 : (double) i / (labels.size() - 1));
      }
      return new Scale(series.labels().stream().map(ticks::get).toList(), ticks);
    }

    private static Scale toScale(List<Double> values) {
      double low = Axes.min(values.stream().mapToDouble(Double::doubleValue));
      double high = Axes.max(values.stream().mapToDouble(Double::doubleValue));
      double extent = high > low ? high - low : 1;
      Map<String, Double> ticks = new LinkedHashMap<>();
      for (int i = 0; i < TICKS; i++) {
        double share = high > low ? (double) i / (TICKS - 1) : .5;
        ticks.put(Numbers.text(low + share * extent * (high > low ? 1 : 0)), share);
      }
      return new Scale(
          values.stream().map(value -> high > low ? (value - low) / extent : .5).toList(), ticks);
    }
  }

  @Override
  void content(Graphics2D g, int width, int height) {
    Rectangle2D area = area(g, width, height);
    lines(g, area);
    for (int axis = 0; axis < scales.size(); axis++) {
      axis(g, area, axis);
    }
    Font small = styler.getAxisTickLabelsFont();
    String colours = figure().y().label() + ", dark is low";
    Lettering.write(g, Lettering.layout(g, colours, small), width - 2.0 * GAP, height - 12.0, 1);
  }

  /** Labels stand left of their axis, so those of the first need room. */
  private Rectangle2D area(Graphics2D g, int width, int height) {
    double left = widest(g, scales.get(0)) + 4 * GAP;
    double right = width - 8.0 * GAP;
    return new Rectangle2D.Double(left, TOP, Math.max(60, right - left), height - TOP - BOTTOM);
  }

  private double widest(Graphics2D g, Scale scale) {
    Font font = styler.getAxisTickLabelsFont();
    return scale.ticks().keySet().stream()
        .mapToDouble(label -> Lettering.layout(g, Lettering.shortened(label), font).getAdvance())
        .max()
        .orElse(0);
  }

  private double x(Rectangle2D area, int axis) {
    return area.getX() + area.getWidth() * axis / Math.max(1, scales.size() - 1);
  }

  private static double y(Rectangle2D area, double place) {
    return area.getMaxY() - place * area.getHeight();
  }

  private void lines(Graphics2D g, Rectangle2D area) {
    List<Double> last = scales.get(scales.size() - 1).places();
    List<Integer> rows = new ArrayList<>(IntStream.range(0, last.size()).boxed().toList());
    rows.sort(Comparator.comparingDouble(row -> -last.get(row)));
    g.setStroke(new BasicStroke(rows.size() > 200 ? 1f : 1.6f));
    for (int row : rows) {
      Color color = HeatMap.color(.12 + .88 * (1 - last.get(row)));
      g.setColor(
          new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) (255 * OPAQUE)));
      Path2D line = new Path2D.Double();
      line.moveTo(x(area, 0), y(area, scales.get(0).places().get(row)));
      for (int axis = 1; axis < scales.size(); axis++) {
        line.lineTo(x(area, axis), y(area, scales.get(axis).places().get(row)));
      }
      g.draw(line);
    }
  }

  /** As much of a label as there is room for. */
  private static TextLayout fitting(Graphics2D g, String label, Font font, double room) {
    String text = Lettering.shortened(label);
    TextLayout layout = Lettering.layout(g, text, font);
    while (layout.getAdvance() > room && text.length() > 2) {
      text = text.substring(0, text.length() - 2).stripTrailing() + "…";
      layout = Lettering.layout(g, text, font);
    }
    return layout;
  }

  private void axis(Graphics2D g, Rectangle2D area, int axis) {
    double x = x(area, axis);
    g.setStroke(new BasicStroke(1.2f));
    g.setColor(HouseTheme.INK);
    g.draw(new Line2D.Double(x, area.getY(), x, area.getMaxY()));
    Font font = styler.getAxisTickLabelsFont();
    Map<String, Double> ticks = scales.get(axis).ticks();
    int every = (int) Math.max(1, Math.ceil(16.0 * ticks.size() / area.getHeight()));
    // Up to the axis before, whose own labels stand on its other side.
    double room = area.getWidth() / Math.max(1, scales.size() - 1) - 3 * GAP;
    int number = 0;
    for (Map.Entry<String, Double> tick : ticks.entrySet()) {
      if (number++ % every == 0) {
        double y = y(area, tick.getValue());
        TextLayout text = fitting(g, tick.getKey(), font, axis == 0 ? x : room);
        // On a ground of its own, so that lines behind it do not make it unreadable.
        g.setColor(new Color(255, 255, 255, 215));
        double wide = text.getAdvance() + 4;
        g.fill(new Rectangle2D.Double(x - GAP - wide + 2, y - 8, wide, 16));
        g.setColor(HouseTheme.INK);
        g.draw(new Line2D.Double(x - 3, y, x, y));
        Lettering.write(g, text, x - GAP, y, 1);
      }
    }
    heading(g, figure().series().get(axis).name(), x, axis);
  }

  /**
   * The name above, the unit in a line of its own; every second one higher, where they are many.
   */
  private void heading(Graphics2D g, String name, double x, int axis) {
    Font font = styler.getAxisTitleFont();
    int unit = name.lastIndexOf(" [");
    boolean higher = axis % 2 == 1 && scales.size() > CROWDED;
    double y = higher ? 36 : 52;
    double before = axis == scales.size() - 1 ? .75 : axis == 0 ? .35 : .5;
    String plain = unit < 0 ? name : name.substring(0, unit);
    String words = unit < 0 ? plain : plain + " " + name.substring(unit + 1);
    Lettering.write(g, Lettering.layout(g, words, font), x, y, before);
    g.setColor(HouseTheme.GRID);
    if (higher) {
      g.draw(new Line2D.Double(x, y + 8, x, TOP - 1.0));
    }
    g.setColor(HouseTheme.INK);
  }
}
