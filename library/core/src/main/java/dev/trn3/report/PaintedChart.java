package dev.trn3.report;

import dev.trn3.view.Figure;
import java.awt.Graphics2D;
import org.knowm.xchart.XYChart;

/**
 * A chart of which all but the ground is painted here, because XChart has no such chart or not as
 * it should be read. It stays one of XChart's, so that analysts style it as any other.
 */
abstract class PaintedChart extends XYChart implements Drawn {

  private static final int TITLE = 20;

  private final Figure figure;

  PaintedChart(Figure figure, int width, int height) {
    super(width, height, new HouseTheme());
    this.figure = figure;
    setTitle(figure.title());
    styler.setLegendVisible(false);
  }

  @Override
  public final Figure figure() {
    return figure;
  }

  @Override
  public final void paint(Graphics2D g, int width, int height) {
    setWidth(width);
    setHeight(height);
    paintBackground(g);
    g.setColor(styler.getChartFontColor());
    Lettering.write(
        g, Lettering.layout(g, getTitle(), styler.getChartTitleFont()), width / 2.0, TITLE, .5);
    content(g, width, height);
  }

  /** Paints what is below the title. */
  abstract void content(Graphics2D g, int width, int height);
}
