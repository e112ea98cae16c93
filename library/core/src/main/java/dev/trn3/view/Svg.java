package dev.trn3.view;

import java.util.Locale;

/** A drawing being written: rectangles, lines and words on white, in the colours of the house. */
public final class Svg {

  public static final String CHIP = "#0072B2";
  public static final String SWITCH = "#E69F00";
  public static final String FRAME = "#666666";
  public static final String NETWORK = "#009E73";
  public static final String CROSSING = "#CC79A7";

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;

  /** A drawing of so many pixels. */
  public Svg(int width, int height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  /** A rectangle. */
  public Svg box(double x, double y, double w, double h, String fill, String stroke) {
    return add(
        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='3' fill='%s' stroke='%s'/>",
        x, y, w, h, fill, stroke);
  }

  /** A line. */
  public Svg line(double x1, double y1, double x2, double y2, String stroke, double thick) {
    return add(
        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-width='%.1f'/>",
        x1, y1, x2, y2, stroke, thick);
  }

  /** A filled circle. */
  public Svg dot(double x, double y, double radius, String fill) {
    return add("<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s'/>", x, y, radius, fill);
  }

  /** Words from left to right; the anchor is start, middle or end. */
  public Svg words(double x, double y, int size, String anchor, String text) {
    return add(
        "<text x='%.1f' y='%.1f' font-size='%d' text-anchor='%s' fill='#222222'>%s</text>",
        x, y, size, anchor, escaped(text));
  }

  /** Words from bottom to top, centred. */
  public Svg upright(double x, double y, int size, String text) {
    return add(
        "<text transform='translate(%.1f %.1f) rotate(-90)' font-size='%d' text-anchor='middle'"
            + " fill='#222222'>%s</text>",
        x, y, size, escaped(text));
  }

  private Svg add(String format, Object... values) {
    body.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d'"
                + " role='img' font-family='sans-serif'><title>%s</title>\n"
                + "<rect width='100%%' height='100%%' fill='white'/>\n",
            width,
            height,
            width,
            height,
            escaped(title))
        + body
        + "</svg>\n";
  }
}
