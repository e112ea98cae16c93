package dev.trn3.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.knowm.xchart.style.theme.AbstractBaseTheme;

/**
 * How our charts look: white, two axis lines and no frame, quiet grid, colours that people with any
 * common colour blindness tell apart.
 *
 * <p>Colours: M. Okabe and K. Ito, "Color Universal Design", 2008, without their yellow, which is
 * too pale on white, and with a grey instead.
 */
final class HouseTheme extends AbstractBaseTheme {

  static final Color INK = new Color(0x33, 0x33, 0x33);
  static final Color AXIS = new Color(0x88, 0x88, 0x88);
  static final Color GRID = new Color(0xE8, 0xE8, 0xE8);

  private static final Color[] COLORS = {
    new Color(0x00, 0x72, 0xB2),
    new Color(0xD5, 0x5E, 0x00),
    new Color(0x00, 0x9E, 0x73),
    new Color(0xCC, 0x79, 0xA7),
    new Color(0xE6, 0x9F, 0x00),
    new Color(0x56, 0xB4, 0xE9),
    new Color(0x77, 0x77, 0x77),
    new Color(0x5B, 0x3A, 0x8E),
  };

  private static final BasicStroke LINE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  @Override
  public Font getBaseFont() {
    return Fonts.sansSerif(Font.PLAIN, 12f);
  }

  @Override
  public Color getChartFontColor() {
    return INK;
  }

  @Override
  public int getChartPadding() {
    return 12;
  }

  @Override
  public Color[] getSeriesColors() {
    return COLORS.clone();
  }

  @Override
  public Marker[] getSeriesMarkers() {
    return new Marker[] {
      SeriesMarkers.CIRCLE,
      SeriesMarkers.SQUARE,
      SeriesMarkers.TRIANGLE_UP,
      SeriesMarkers.DIAMOND,
      SeriesMarkers.TRIANGLE_DOWN
    };
  }

  @Override
  public BasicStroke[] getSeriesLines() {
    return new BasicStroke[] {LINE};
  }

  @Override
  public Font getChartTitleFont() {
    return Fonts.sansSerif(Font.BOLD, 14f);
  }

  @Override
  public boolean isChartTitleBoxVisible() {
    return false;
  }

  @Override
  public int getChartTitlePadding() {
    return 8;
  }

  @Override
  public Font getLegendFont() {
    return Fonts.sansSerif(Font.PLAIN, 12f);
  }

  @Override
  public Color getLegendBorderColor() {
    return new Color(255, 255, 255, 0);
  }

  @Override
  public Color getLegendBackgroundColor() {
    return new Color(255, 255, 255, 0);
  }

  @Override
  public int getLegendPadding() {
    return 10;
  }

  @Override
  public LegendPosition getLegendPosition() {
    return LegendPosition.OutsideS;
  }

  @Override
  public Font getAxisTitleFont() {
    return Fonts.sansSerif(Font.PLAIN, 12f);
  }

  @Override
  public Font getAxisTickLabelsFont() {
    return Fonts.sansSerif(Font.PLAIN, 11f);
  }

  @Override
  public Color getAxisTickLabelsColor() {
    return INK;
  }

  @Override
  public Color getAxisTickMarksColor() {
    return AXIS;
  }

  @Override
  public int getAxisTickMarkLength() {
    return 4;
  }

  @Override
  public boolean isPlotBorderVisible() {
    return false;
  }

  @Override
  public boolean isPlotTicksMarksVisible() {
    return false;
  }

  @Override
  public Color getPlotBorderColor() {
    return GRID;
  }

  @Override
  public Color getPlotGridLinesColor() {
    return GRID;
  }

  @Override
  public BasicStroke getPlotGridLinesStroke() {
    return new BasicStroke(0.8f);
  }

  @Override
  public int getPlotMargin() {
    return 0;
  }

  @Override
  public double getAvailableSpaceFill() {
    return 0.72;
  }

  @Override
  public int getMarkerSize() {
    return 7;
  }

  @Override
  public boolean isErrorBarsColorSeriesColor() {
    return true;
  }
}
