package dev.trn3.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A legend below the plot, where it covers no data: names in as many centred rows as they need. */
final class FlowLegend {

  private static final double MARK = 20;
  private static final double GAP = 6;
  private static final double BETWEEN = 20;
  private static final double ROW = 20;
  private static final double BELOW = 6;

  /** Paints the mark of a series from x on, centred at y. */
  @FunctionalInterface
  interface Mark {
    void paint(Graphics2D g, int series, double x, double y, double width);
  }

  private final List<List<Integer>> rows = new ArrayList<>();
  private final List<String> names;
  private final Font font;

  FlowLegend(List<String> names, Font font, double width) {
    this.font = font;
    this.names = names.stream().map(name -> cut(name, width - 60)).toList();
    double used = width;
    for (int i = 0; i < names.size(); i++) {
      double next = entry(i) + BETWEEN;
      if (used + next > width) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(i);
      used += next;
    }
  }

  int rows() {
    return rows.size();
  }

  private double height() {
    return rows.size() * ROW + BELOW;
  }

  /**
   * Whether this legend stands for XChart's own: not where the analyst moved it or added series.
   */
  boolean replaces(Chart<?, ?> chart) {
    return chart.getStyler().isLegendVisible()
        && chart.getStyler().getLegendPosition() == LegendPosition.OutsideS
        && chart.getSeriesCollection().size() == names.size();
  }

  /** The room it takes of the chart's height. */
  Rectangle2D bounds() {
    return new Rectangle2D.Double(0, 0, 0, height());
  }

  /** Paints the rows centred at the chart's bottom. */
  void paint(Graphics2D g, Chart<?, ?> chart, Mark mark) {
    double top = chart.getHeight() - height() - 4;
    Rectangle2D area = new Rectangle2D.Double(0, top, chart.getWidth(), height());
    paint(g, area, chart.getStyler().getChartFontColor(), mark);
  }

  private void paint(Graphics2D g, Rectangle2D area, Color ink, Mark mark) {
    double y = area.getY() + ROW / 2;
    for (List<Integer> row : rows) {
      double width = row.stream().mapToDouble(i -> entry(i) + BETWEEN).sum() - BETWEEN;
      double x = Math.max(area.getX(), area.getCenterX() - width / 2);
      for (int i : row) {
        mark.paint(g, i, x, y, MARK);
        text(g, names.get(i), x + MARK + GAP, y, ink);
        x += entry(i) + BETWEEN;
      }
      y += ROW;
    }
  }

  private void text(Graphics2D g, String name, double x, double y, Color ink) {
    TextLayout layout = new TextLayout(name.isBlank() ? "–" : name, font, g.getFontRenderContext());
    AffineTransform before = g.getTransform();
    g.setColor(ink);
    g.translate(x, y + font.getSize2D() * 0.36);
    g.fill(layout.getOutline(null));
    g.setTransform(before);
  }

  private double entry(int i) {
    return MARK + GAP + width(names.get(i));
  }

  private double width(String text) {
    return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }

  private String cut(String name, double width) {
    String text = name;
    while (text.length() > 1 && width(text) > width) {
      text = text.substring(0, text.length() - 2).stripTrailing() + "…";
    }
    return text;
  }
}
