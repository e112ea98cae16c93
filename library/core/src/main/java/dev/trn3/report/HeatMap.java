package dev.trn3.report;

import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Series;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A heat map of a figure: a row of cells for each series, a column for each label, and a scale of
 * colours.
 *
 * <p>All is painted here: XChart's own heat map thins out the labels of both axes, and knows
 * neither logarithmic colours nor cells without a value.
 */
final class HeatMap extends PaintedChart {

  private static final int GAP = 8;
  private static final int SCALE = 14;
  private static final Color LOW = new Color(0xE8F1FA);
  private static final Color MIDDLE = new Color(0x3B8BC4);
  private static final Color HIGH = new Color(0x082A4D);

  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?(e-?[0-9]+)?");

  private final List<String> columns;
  private final double low;
  private final double high;

  HeatMap(Figure figure, int width, int height) {
    super(figure, width, height);
    this.columns = columns(figure);
    this.low = Axes.min(figure.series().stream().flatMapToDouble(s -> doubles(s.y())));
    this.high = Axes.max(figure.series().stream().flatMapToDouble(s -> doubles(s.y())));
    setXAxisTitle(figure.x().label());
    setYAxisTitle(figure.y().label());
    for (Series series : figure.series()) {
      addSeries(series.name(), doubles(series.y()).toArray());
    }
  }

  private static java.util.stream.DoubleStream doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue);
  }

  static int height(Figure figure) {
    return Math.min(1200, Math.max(220, 120 + 30 * figure.series().size()));
  }

  private static List<String> columns(Figure figure) {
    Set<String> all = new LinkedHashSet<>();
    figure.series().forEach(series -> all.addAll(series.labels()));
    return inOrder(List.copyOf(all), label -> label);
  }

  /** Numbers rise from left to right and downwards; anything else stays as it came. */
  static <T> List<T> inOrder(List<T> some, Function<T, String> label) {
    boolean numbers = some.stream().allMatch(each -> NUMBER.matcher(label.apply(each)).matches());
    return numbers
        ? some.stream()
            .sorted(Comparator.comparingDouble(each -> number(label.apply(each))))
            .toList()
        : some;
  }

  private static double number(String label) {
    return Double.parseDouble(label.replace(",", ""));
  }

  @Override
  void content(Graphics2D g, int width, int height) {
    Font font = styler.getAxisTickLabelsFont();
    double left = GAP;
    for (Series series : figure().series()) {
      left =
          Math.max(
              left,
              Lettering.layout(g, Lettering.shortened(series.name()), font).getAdvance() + 2 * GAP);
    }
    double scale = 0;
    for (double value : new double[] {low, high}) {
      scale = Math.max(scale, Lettering.layout(g, Numbers.text(value), font).getAdvance());
    }
    double right = width - scale - SCALE - 4 * GAP;
    Rectangle2D area =
        new Rectangle2D.Double(left, 40, Math.max(60, right - left), Math.max(40, height - 110));
    cells(g, area);
    labels(g, area);
    scale(g, area);
  }

  private void cells(Graphics2D g, Rectangle2D area) {
    double wide = area.getWidth() / columns.size();
    double high = area.getHeight() / figure().series().size();
    Font font = styler.getAxisTickLabelsFont();
    for (int row = 0; row < figure().series().size(); row++) {
      Series series = figure().series().get(row);
      for (int i = 0; i < series.labels().size(); i++) {
        double value = series.y().get(i);
        if (Double.isNaN(value)) {
          continue;
        }
        double x = area.getX() + wide * columns.indexOf(series.labels().get(i));
        double y = area.getY() + high * row;
        Color color = color(share(value));
        g.setColor(color);
        g.fill(new Rectangle2D.Double(x + .5, y + .5, wide - 1, high - 1));
        TextLayout text = Lettering.layout(g, Numbers.text(value), font);
        if (text.getAdvance() + 4 < wide && text.getAscent() + 4 < high) {
          g.setColor(isDark(color) ? Color.WHITE : HouseTheme.INK);
          Lettering.write(g, text, x + wide / 2, y + high / 2, .5);
        }
      }
    }
  }

  private void labels(Graphics2D g, Rectangle2D area) {
    Font font = styler.getAxisTickLabelsFont();
    g.setColor(HouseTheme.INK);
    double high = area.getHeight() / figure().series().size();
    for (int row = 0; row < figure().series().size(); row++) {
      String name = Lettering.shortened(figure().series().get(row).name());
      Lettering.write(
          g,
          Lettering.layout(g, name, font),
          area.getX() - GAP,
          area.getY() + high * (row + .5),
          1);
    }
    double wide = area.getWidth() / columns.size();
    double widest = 0;
    for (String column : columns) {
      widest =
          Math.max(
              widest, Lettering.layout(g, Lettering.shortened(column), font).getAdvance() + GAP);
    }
    int every = (int) Math.max(1, Math.ceil(widest / wide));
    for (int i = 0; i < columns.size(); i += every) {
      TextLayout text = Lettering.layout(g, Lettering.shortened(columns.get(i)), font);
      Lettering.write(g, text, area.getX() + wide * (i + .5), area.getMaxY() + 2 * GAP, .5);
    }
    Font title = styler.getAxisTitleFont();
    Lettering.write(
        g,
        Lettering.layout(g, figure().x().label(), title),
        area.getCenterX(),
        area.getMaxY() + 5 * GAP,
        .5);
  }

  /** What the colours mean: the highest above, the lowest below, and in words below both. */
  private void scale(Graphics2D g, Rectangle2D area) {
    double x = area.getMaxX() + 2 * GAP;
    int steps = 64;
    double each = area.getHeight() / steps;
    for (int i = 0; i < steps; i++) {
      g.setColor(color(1 - (i + .5) / steps));
      g.fill(new Rectangle2D.Double(x, area.getY() + each * i, SCALE, each + .5));
    }
    g.setColor(HouseTheme.INK);
    Font font = styler.getAxisTickLabelsFont();
    Lettering.write(
        g, Lettering.layout(g, Numbers.text(high), font), x + SCALE + GAP, area.getY() + 5, 0);
    Lettering.write(
        g, Lettering.layout(g, Numbers.text(low), font), x + SCALE + GAP, area.getMaxY() - 5, 0);
    Font title = styler.getAxisTitleFont();
    Lettering.write(
        g,
        Lettering.layout(g, "colour: " + figure().y().label(), title),
        getWidth() - GAP,
        area.getMaxY() + 7 * GAP,
        1);
  }

  private double share(double value) {
    if (low == high) {
      return .5;
    }
    return figure().y().logarithmic()
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** From pale for 0 to dark for 1. */
  static Color color(double share) {
    return share < .5 ? mixed(LOW, MIDDLE, 2 * share) : mixed(MIDDLE, HIGH, 2 * share - 1);
  }

  private static Color mixed(Color from, Color to, double share) {
    return new Color(
        (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
  }

  private static boolean isDark(Color color) {
    return 2 * color.getRed() + 5 * color.getGreen() + color.getBlue() < 8 * 140;
  }
}
