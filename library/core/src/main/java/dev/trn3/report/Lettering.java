package dev.trn3.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;

/** Words in charts that are painted here: drawn as outlines, as XChart draws them. */
final class Lettering {

  /** Longer labels are cut, so that some width is left for the drawing. */
  private static final int LONGEST = 24;

  private Lettering() {}

  static String shortened(String label) {
    String text = label.isBlank() ? "–" : label;
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1).stripTrailing() + "…";
  }

  static TextLayout layout(Graphics2D g, String text, Font font) {
    return new TextLayout(text.isEmpty() ? " " : text, font, g.getFontRenderContext());
  }

  /** Writes around a point: from it on (0), with it in the middle (0.5) or up to it (1). */
  static void write(Graphics2D g, TextLayout text, double x, double y, double before) {
    outline(g, text, x - before * text.getAdvance(), y + text.getAscent() * .38);
  }

  /** Writes from a point on the base line on. */
  static void outline(Graphics2D g, TextLayout text, double x, double baseline) {
    AffineTransform kept = g.getTransform();
    g.translate(x, baseline);
    g.fill(text.getOutline(null));
    g.setTransform(kept);
  }
}
