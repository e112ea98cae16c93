package dev.trn3.report;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;

/**
 * Reduces images of charts to a palette of at most 256 colours, which makes their files three times
 * smaller. Charts have few colours; only the shades at the edges of lines are rounded.
 */
final class Palette {

  private static final int COLORS = 256;

  private Palette() {}

  /** An image whose pixels are of type {@link BufferedImage#TYPE_INT_ARGB}. */
  static BufferedImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    // Not getRGB, which asks the colour model for each pixel, and interpreted in a fresh JVM.
    int[] pixels = (int[]) image.getRaster().getDataElements(0, 0, width, height, null);
    int bits = 0;
    Colors colors = Colors.of(pixels, bits);
    while (colors == null) {
      colors = Colors.of(pixels, ++bits);
    }
    IndexColorModel model =
        new IndexColorModel(
            8, colors.count, colors.inOrder, 0, true, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    BufferedImage reduced =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    byte[] row = new byte[width];
    int last = pixels[0] + 1;
    byte index = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = pixels[y * width + x];
        if (pixel != last) {
          last = pixel;
          index = (byte) colors.index(pixel);
        }
        row[x] = index;
      }
      reduced.getRaster().setDataElements(0, y, width, 1, row);
    }
    return reduced;
  }

  /**
   * Colours with their numbers, in order of appearance. A table of plain numbers, because this is
   * most of what the first chart of a session waits for.
   */
  private static final class Colors {

    private static final int PLACES = 4 * COLORS;
    private static final int SPREADING = 0x9E3779B9;

    private final int[] levels = new int[COLORS];
    private final int[] inOrder = new int[COLORS];
    private final short[] places = new short[PLACES]; // The number of a colour and 1; 0 is free.
    private int count;

    /** Knows how each channel is rounded with this many of its bits dropped. */
    private Colors(int bits) {
      int most = 0xFF >> bits;
      for (int channel = 0; channel < COLORS; channel++) {
        levels[channel] = Math.round(Math.round(channel * most / 255f) * 255f / most);
      }
    }

    /** The colours of these pixels, rounded; null where they are too many. */
    static Colors of(int[] pixels, int bits) {
      Colors colors = new Colors(bits);
      int last = pixels[0] + 1;
      for (int pixel : pixels) {
        // Neighbours mostly have the same colour.
        if (pixel != last) {
          last = pixel;
          if (colors.index(pixel) == COLORS) {
            return null;
          }
        }
      }
      return colors;
    }

    /** The number of the colour; a new one where there is room, else {@link #COLORS}. */
    int index(int pixel) {
      int color = rounded(pixel);
      int place = (color * SPREADING) >>> 22;
      while (places[place] != 0) {
        int index = places[place] - 1;
        if (inOrder[index] == color) {
          return index;
        }
        place = (place + 1) % PLACES;
      }
      if (count == COLORS) {
        return COLORS;
      }
      inOrder[count] = color;
      places[place] = (short) ++count;
      return count - 1;
    }

    /** What is transparent has no colour. */
    private int rounded(int pixel) {
      return pixel >>> 24 == 0
          ? 0
          : levels[pixel >>> 24] << 24
              | levels[pixel >>> 16 & 0xFF] << 16
              | levels[pixel >>> 8 & 0xFF] << 8
              | levels[pixel & 0xFF];
    }
  }
}
