package dev.trn3.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * An image of a chart reduced to a palette of at most 256 colours, which makes its file three times
 * smaller. Charts have few colours; only the shades at the edges of lines are rounded.
 */
final class Palette {

  private static final int COLORS = 256;
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final byte[] EIGHT_BITS_OF_A_PALETTE = {8, 3, 0, 0, 0};

  private final int width;
  private final int height;

  /** What each number means, as in {@link BufferedImage#TYPE_INT_ARGB}. */
  private final int[] colors;

  /**
   * A zero and then the numbers of the pixels, row by row: as PNG has them that does not predict a
   * row by another, which gains nothing where numbers are names.
   */
  private final byte[] rows;

  private Palette(int width, int height, int[] colors, byte[] rows) {
    this.width = width;
    this.height = height;
    this.colors = colors;
    this.rows = rows;
  }

  /** Of an image whose pixels are of type {@link BufferedImage#TYPE_INT_ARGB}. */
  static Palette of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    // Not getRGB, which asks the colour model for each pixel, and interpreted in a fresh JVM.
    int[] pixels = (int[]) image.getRaster().getDataElements(0, 0, width, height, null);
    int bits = 0;
    Colors colors = Colors.of(pixels, bits);
    while (colors == null) {
      colors = Colors.of(pixels, ++bits);
    }
    byte[] rows = new byte[height * (1 + width)];
    int last = pixels[0] + 1;
    byte index = 0;
    int at = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (i % width == 0) {
        at++;
      }
      int pixel = pixels[i];
      if (pixel != last) {
        last = pixel;
        index = (byte) colors.index(pixel);
      }
      rows[at++] = index;
    }
    return new Palette(width, height, Arrays.copyOf(colors.inOrder, colors.count), rows);
  }

  /**
   * The file. Java's writer of PNG copies pixel by pixel, which in a fresh JVM takes more than
   * twice as long as all of this.
   */
  byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream file = new DataOutputStream(bytes)) {
      file.writeLong(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(EIGHT_BITS_OF_A_PALETTE);
      write(file, "IHDR", header.toByteArray());
      byte[] shades = new byte[3 * colors.length];
      byte[] opacities = new byte[colors.length];
      for (int i = 0; i < colors.length; i++) {
        opacities[i] = (byte) (colors[i] >>> 24);
        shades[3 * i] = (byte) (colors[i] >>> 16);
        shades[3 * i + 1] = (byte) (colors[i] >>> 8);
        shades[3 * i + 2] = (byte) colors[i];
      }
      write(file, "PLTE", shades);
      write(file, "tRNS", opacities);
      write(file, "IDAT", compressed());
      write(file, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private byte[] compressed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 15];
    Deflater deflater = new Deflater(); // Its best takes six times as long for a fifth less.
    try {
      deflater.setInput(rows);
      deflater.finish();
      while (!deflater.finished()) {
        bytes.write(buffer, 0, deflater.deflate(buffer));
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream file, String kind, byte[] content) throws IOException {
    byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(content);
    file.writeInt(content.length);
    file.write(name);
    file.write(content);
    file.writeInt((int) check.getValue());
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
