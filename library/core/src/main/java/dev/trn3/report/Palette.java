package dev.trn3.report;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reduces images of charts to a palette of at most 256 colours, which makes their files three times
 * smaller. Charts have few colours; only the shades at the edges of lines are rounded.
 */
final class Palette {

  private static final int COLORS = 256;

  private Palette() {}

  static BufferedImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    Map<Integer, Integer> indices = null;
    int bits = 0;
    while (indices == null) {
      indices = indices(pixels, bits++);
    }
    int[] colors = new int[indices.size()];
    indices.forEach((color, index) -> colors[index] = color);
    IndexColorModel model =
        new IndexColorModel(
            8, colors.length, colors, 0, true, -1, java.awt.image.DataBuffer.TYPE_BYTE);
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
          index = indices.get(rounded(pixel, bits - 1)).byteValue();
        }
        row[x] = index;
      }
      reduced.getRaster().setDataElements(0, y, width, 1, row);
    }
    return reduced;
  }

  /** Colours in order of appearance, or null where there are too many. */
  private static Map<Integer, Integer> indices(int[] pixels, int bits) {
    Map<Integer, Integer> indices = new LinkedHashMap<>();
    int last = pixels[0] + 1;
    for (int pixel : pixels) {
      // Neighbours mostly have the same colour.
      if (pixel != last) {
        last = pixel;
        indices.putIfAbsent(rounded(pixel, bits), indices.size());
      }
      if (indices.size() > COLORS) {
        return null;
      }
    }
    return indices;
  }

  /** The colour with this many bits of each channel dropped; white stays white. */
  private static int rounded(int pixel, int bits) {
    if (pixel >>> 24 == 0) {
      return 0;
    }
    int color = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int channel = pixel >>> shift & 0xFF;
      int levels = 0xFF >> bits;
      color |= Math.round(Math.round(channel * levels / 255f) * 255f / levels) << shift;
    }
    return color;
  }
}
