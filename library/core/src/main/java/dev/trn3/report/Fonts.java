package dev.trn3.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** The font of charts. Says what to install where Java finds none. */
final class Fonts {

  private static final String REMEDY =
      "this machine has no fonts that Java can use, so no chart can be drawn; install fontconfig"
          + " and a font, e.g. apt-get install fontconfig fonts-dejavu-core";

  private Fonts() {}

  static Font sansSerif(int style, float size) {
    requireAny();
    return new Font(Font.SANS_SERIF, style, 1).deriveFont(size);
  }

  /**
   * Makes sure that text can be drawn.
   *
   * @throws IllegalStateException if no font is installed, with the remedy
   */
  static void requireAny() {
    try {
      if (Probed.WIDTH <= 0) {
        throw new IllegalStateException(REMEDY);
      }
    } catch (LinkageError e) {
      throw new IllegalStateException(REMEDY, e);
    }
  }

  /** Without fontconfig Java fails here, by a NullPointerException or an InternalError. */
  private static final class Probed {
    static final double WIDTH =
        new Font(Font.SANS_SERIF, Font.PLAIN, 12)
            .getStringBounds("0", new FontRenderContext(null, true, false))
            .getWidth();
  }
}
