package dev.trn3.report;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import org.knowm.xchart.internal.chartpart.IChart;

/** Paints charts into images: a card with round corners, at twice the resolution of the page. */
final class ChartImage {

  private static final int SCALE = 2;

  /** Diameter of the corners. */
  static final int ROUND = 12;

  private ChartImage() {}

  static byte[] png(IChart chart) {
    Fonts.requireAny();
    int width = chart.getWidth();
    int height = chart.getHeight();
    BufferedImage card = image(width, height);
    Graphics2D g = graphics(card);
    g.setColor(Color.WHITE);
    g.fill(new RoundRectangle2D.Double(0, 0, width, height, ROUND, ROUND));
    g.setComposite(AlphaComposite.SrcAtop);
    BufferedImage plain = image(width, height);
    Graphics2D inner = graphics(plain);
    Painting.paint(chart, inner, width, height);
    inner.dispose();
    g.scale(1.0 / SCALE, 1.0 / SCALE);
    g.drawImage(plain, 0, 0, null);
    g.dispose();
    return Palette.of(card).png();
  }

  private static BufferedImage image(int width, int height) {
    return new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_ARGB);
  }

  private static Graphics2D graphics(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.scale(SCALE, SCALE);
    return g;
  }
}
