package dev.trn3.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.Optional;

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
    if (!Probed.WORKS) {
      throw new IllegalStateException(REMEDY);
    }
  }

  /** What is wrong with the fonts of this machine and what to do about it, or nothing. */
  static Optional<String> problem() {
    return Probed.WORKS ? Optional.empty() : Optional.of(REMEDY);
  }

  private static final class Probed {
    static final boolean WORKS = works();

    private static boolean works() {
      try {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        return font.getStringBounds("0", new FontRenderContext(null, true, false)).getWidth() > 0;
      } catch (RuntimeException | LinkageError | InternalError e) {
        // How Java says that it has no fonts: which of these, and with what words, differs by
        // version. The remedy is the same.
        return false;
      }
    }
  }
}
