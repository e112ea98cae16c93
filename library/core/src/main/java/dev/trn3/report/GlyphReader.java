package dev.trn3.report;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads text back from its outline.
 *
 * <p>XChart draws every text as a filled shape. Where such a shape is, glyph by glyph, what a font
 * draws for some letters, it is those letters, and an SVG can hold them as text that is searched,
 * selected and read aloud. A shape that cannot be read stays a shape.
 */
final class GlyphReader {

  /** Characters that charts use. Of two that look the same the earlier is read. */
  private static final String ALPHABET = alphabet();

  /** Half a hundredth from rounding in the SVG, twice, and some from the rasterizer. */
  private static final double TOLERANCE = 0.03;

  private static final Map<Font, GlyphReader> READERS = new ConcurrentHashMap<>();

  private final Font font;
  private final double space;
  private final List<Glyph> glyphs = new ArrayList<>();

  private record Glyph(int codePoint, List<double[]> outline, double advance) {}

  /**
   * Text that was read.
   *
   * @param start where it starts, to the right of the origin
   * @param width its width in the font
   */
  record Text(String letters, Font font, double start, double width) {}

  private GlyphReader(Font font) {
    this.font = font;
    FontRenderContext context = new FontRenderContext(null, true, false);
    this.space = font.getStringBounds(" ", context).getWidth();
    ALPHABET
        .codePoints()
        .filter(font::canDisplay)
        .forEach(
            point -> {
              GlyphVector glyph = font.createGlyphVector(context, Character.toString(point));
              List<double[]> outline = segments(glyph.getGlyphOutline(0), new AffineTransform());
              if (!outline.isEmpty()) {
                glyphs.add(new Glyph(point, outline, glyph.getGlyphMetrics(0).getAdvance()));
              }
            });
  }

  static GlyphReader of(Font font) {
    return READERS.computeIfAbsent(font, GlyphReader::new);
  }

  /**
   * The letters whose outline this is.
   *
   * @param turned rotation of the text in radians
   */
  Optional<Text> read(Path2D shape, double turned) {
    List<double[]> segments = segments(shape, AffineTransform.getRotateInstance(-turned));
    StringBuilder letters = new StringBuilder();
    double start = Double.NaN;
    double pen = 0;
    int at = 0;
    while (at < segments.size()) {
      Glyph glyph = longest(segments, at);
      if (glyph == null) {
        return Optional.empty();
      }
      double left = segments.get(at)[1] - glyph.outline().get(0)[1];
      if (letters.length() == 0) {
        start = left;
      } else {
        letters.append(" ".repeat((int) Math.max(0, Math.round((left - pen) / space))));
      }
      letters.appendCodePoint(glyph.codePoint());
      pen = left + glyph.advance();
      at += glyph.outline().size();
    }
    return letters.length() == 0
        ? Optional.empty()
        : Optional.of(new Text(letters.toString(), font, start, pen - start));
  }

  private Glyph longest(List<double[]> segments, int at) {
    Glyph found = null;
    for (Glyph glyph : glyphs) {
      if ((found == null || glyph.outline().size() > found.outline().size())
          && matches(glyph.outline(), segments, at)) {
        found = glyph;
      }
    }
    return found;
  }

  private static boolean matches(List<double[]> outline, List<double[]> segments, int at) {
    if (at + outline.size() > segments.size()) {
      return false;
    }
    double left = segments.get(at)[1] - outline.get(0)[1];
    for (int i = 0; i < outline.size(); i++) {
      double[] expected = outline.get(i);
      double[] found = segments.get(at + i);
      if (expected.length != found.length || expected[0] != found[0]) {
        return false;
      }
      for (int c = 1; c < expected.length; c++) {
        double shift = c % 2 == 1 ? left : 0;
        if (Math.abs(found[c] - shift - expected[c]) > TOLERANCE) {
          return false;
        }
      }
    }
    return true;
  }

  /** The parts of a path: its kind, then x and y of each of its points. */
  private static List<double[]> segments(Shape shape, AffineTransform transform) {
    List<double[]> segments = new ArrayList<>();
    double[] points = new double[6];
    for (PathIterator path = shape.getPathIterator(transform); !path.isDone(); path.next()) {
      int kind = path.currentSegment(points);
      int count =
          switch (kind) {
            case PathIterator.SEG_CLOSE -> 0;
            case PathIterator.SEG_QUADTO -> 4;
            case PathIterator.SEG_CUBICTO -> 6;
            default -> 2;
          };
      double[] segment = new double[count + 1];
      segment[0] = kind;
      System.arraycopy(points, 0, segment, 1, count);
      segments.add(segment);
    }
    return segments;
  }

  private static String alphabet() {
    StringBuilder all = new StringBuilder();
    for (char c = '!'; c <= 'ÿ'; c++) {
      if (c <= '~' || c >= '¡') {
        all.append(c);
      }
    }
    all.append("–—‘’“”…•′″‰€⁰⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉→←↑↓≈≠≤≥∞√∑∆−");
    for (char c = 'α'; c <= 'ω'; c++) {
      all.append(c);
    }
    return all.append("ΓΔΘΛΞΠΣΦΨΩ").toString();
  }
}
