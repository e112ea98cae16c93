package dev.trn3.report;

import java.awt.Font;
import java.awt.geom.Path2D;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jfree.svg.SVGGraphics2D;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.PieStyler;
import org.knowm.xchart.style.Styler;

/**
 * Writes charts as SVG, with text as text, lines as single paths, and a description for those who
 * do not see it.
 */
final class ChartSvg {

  private static final String NUMBER = "-?[0-9.E-]+";

  /** A filled path as JFreeSVG writes it. */
  private static final Pattern FILLED =
      Pattern.compile(
          "<g style='fill:(?<fill>[^;']+)(?<opacity>;[^']*)?;stroke:none'"
              + "(?: transform='(?<transform>[^']+)')?(?<clip> clip-path='[^']+')?>"
              + "<path d='(?<path>[^']+)'/></g>");

  private static final Pattern LINE =
      Pattern.compile(
          "<line x1='(?<x1>N)' y1='(?<y1>N)' x2='(?<x2>N)' y2='(?<y2>N)'(?<style>[^>]*)/>"
              .replace("N", NUMBER));

  private static final Pattern PART = Pattern.compile("([MLQCZ])([^MLQCZ]*)");

  /** Starts the names of definitions until they are known to be unique; no label contains it. */
  private static final String KEYS = "definition-of-the-chart-";

  private static final List<Double> TURNS = List.of(0.0, -Math.PI / 2);

  private ChartSvg() {}

  static String write(IChart chart, ChartContent content) {
    Fonts.requireAny();
    int width = chart.getWidth();
    int height = chart.getHeight();
    SVGGraphics2D g = new SVGGraphics2D(width, height);
    g.setDefsKeyPrefix(KEYS);
    g.setGeomDoubleConverter(ChartSvg::rounded);
    g.setTransformDoubleConverter(ChartSvg::rounded);
    Painting.paint(chart, g, width, height);
    String drawn = g.getSVGElement();
    String body = drawn.substring(drawn.indexOf('>') + 1, drawn.lastIndexOf("</svg>"));
    Set<Font> fonts = fonts(chart);
    body = replace(FILLED, body, match -> text(match, fonts));
    body = card(compact(joined(body)));
    CRC32 check = new CRC32();
    check.update(body.replace(KEYS, "ID").getBytes(StandardCharsets.UTF_8));
    String unique = "c" + Long.toHexString(check.getValue()) + "-";
    return head(width, height, content) + body.replace(KEYS, unique) + "</svg>";
  }

  private static String head(int width, int height, ChartContent content) {
    String title = content.title().isBlank() ? content.kind() + " chart" : content.title();
    return ("<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d'"
            + " role='img' aria-label='%s' font-family='\"DejaVu Sans\",Verdana,sans-serif'"
            + " style='max-width:100%%;height:auto'>"
            + "<title>%s</title><desc>%s</desc>")
        .formatted(
            width,
            height,
            width,
            height,
            TableHtml.escape(content.sentence()),
            TableHtml.escape(title),
            TableHtml.escape(content.sentence()));
  }

  /** A filled path as text, where it is text. */
  private static String text(MatchResult match, Set<Font> fonts) {
    Matcher groups = FILLED.matcher(match.group());
    if (!groups.matches() || groups.group("clip") != null || groups.group("transform") == null) {
      return match.group();
    }
    Path2D path = path(groups.group("path"));
    for (Font font : fonts) {
      for (double turn : TURNS) {
        Optional<GlyphReader.Text> read = GlyphReader.of(font).read(path, turn);
        if (read.isPresent()) {
          return element(read.get(), groups, turn);
        }
      }
    }
    return match.group();
  }

  private static String element(GlyphReader.Text text, Matcher groups, double turn) {
    String opacity = groups.group("opacity") == null ? "" : groups.group("opacity");
    return "<text transform='%s%s' x='%s' y='0' textLength='%s' lengthAdjust='spacingAndGlyphs' font-size='%s'%s style='fill:%s%s'>%s</text>"
        .formatted(
            groups.group("transform"),
            turn == 0 ? "" : " rotate(" + rounded(Math.toDegrees(turn)) + ")",
            rounded(text.start()),
            rounded(text.width()),
            rounded(text.font().getSize2D()),
            text.font().isBold() ? " font-weight='bold'" : "",
            groups.group("fill"),
            opacity,
            TableHtml.escape(text.letters()));
  }

  private static Path2D path(String data) {
    Path2D path = new Path2D.Double();
    Matcher parts = PART.matcher(data);
    while (parts.find()) {
      double[] p = numbers(parts.group(2));
      switch (parts.group(1)) {
        case "M" -> path.moveTo(p[0], p[1]);
        case "L" -> path.lineTo(p[0], p[1]);
        case "Q" -> path.quadTo(p[0], p[1], p[2], p[3]);
        case "C" -> path.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
        default -> path.closePath();
      }
    }
    return path;
  }

  private static double[] numbers(String separated) {
    StringTokenizer words = new StringTokenizer(separated, " ,");
    double[] numbers = new double[words.countTokens()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.parseDouble(words.nextToken());
    }
    return numbers;
  }

  /** Lines in the same style that follow on each other, as one path. */
  private static String joined(String body) {
    StringBuilder svg = new StringBuilder();
    StringBuilder path = new StringBuilder();
    String style = "";
    String end = "";
    int at = 0;
    Matcher line = LINE.matcher(body);
    while (line.find()) {
      if (line.start() != at || !style.equals(line.group("style"))) {
        flush(svg, path, style);
        svg.append(body, at, line.start());
        style = line.group("style");
        end = "";
      }
      String from = line.group("x1") + "," + line.group("y1");
      path.append(from.equals(end) ? "" : "M" + from);
      end = line.group("x2") + "," + line.group("y2");
      path.append('L').append(end);
      at = line.end();
    }
    flush(svg, path, style);
    return svg.append(body, at, body.length()).toString();
  }

  private static void flush(StringBuilder svg, StringBuilder path, String style) {
    if (path.length() > 0) {
      svg.append("<path d='").append(path).append('\'');
      svg.append(style.replaceFirst("style='", "style='fill:none;")).append("/>");
      path.setLength(0);
    }
  }

  private static String compact(String body) {
    return body.replace("stroke-opacity:1;", "")
        .replace("stroke-opacity:1.0;", "")
        .replaceAll(";stroke-miterlimit:10(\\.0)?", "")
        .replaceAll("stroke-width:(\\d+)\\.0;", "stroke-width:$1;")
        .replaceAll("matrix\\(1,0,0,1,(" + NUMBER + "),(" + NUMBER + ")\\)", "translate($1,$2)");
  }

  /** Rounds the corners of the background. */
  private static String card(String body) {
    return body.replaceFirst(
        "<rect x='0' y='0' ", "<rect x='0' y='0' rx='" + ChartImage.ROUND / 2 + "' ");
  }

  private static String replace(
      Pattern pattern, String text, Function<MatchResult, String> replacement) {
    return pattern
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
  }

  /**
   * Two decimals, without trailing zeros. A chart has a thousand of them, and Java's formatter took
   * a quarter of the time of its drawing in a fresh JVM.
   */
  private static String rounded(double value) {
    long hundredths = Math.round(Math.abs(value) * 100);
    long whole = hundredths / 100;
    long rest = hundredths % 100;
    String number =
        rest == 0
            ? Long.toString(whole)
            : rest % 10 == 0 ? whole + "." + rest / 10 : whole + (rest < 10 ? ".0" : ".") + rest;
    return value < 0 && hundredths > 0 ? "-" + number : number;
  }

  private static Set<Font> fonts(IChart chart) {
    Set<Font> fonts = new LinkedHashSet<>();
    if (chart instanceof Chart<?, ?> known) {
      Styler styler = known.getStyler();
      if (styler instanceof AxesChartStyler axes) {
        fonts.add(axes.getAxisTickLabelsFont());
        fonts.add(axes.getAxisTitleFont());
      }
      if (styler instanceof CategoryStyler bars) {
        fonts.add(bars.getLabelsFont());
      }
      if (styler instanceof PieStyler pie) {
        fonts.add(pie.getLabelsFont());
        fonts.add(pie.getSumFont());
      }
      fonts.add(styler.getLegendFont());
      fonts.add(styler.getChartTitleFont());
      fonts.add(styler.getAnnotationTextFont());
    }
    return fonts;
  }
}
