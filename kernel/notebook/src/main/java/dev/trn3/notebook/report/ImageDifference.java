package dev.trn3.notebook.report;

import dev.trn3.notebook.compare.ImageComparison;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Where two images differ, as a third: what is the same in pale grey, what changed in red. */
final class ImageDifference {

  private static final int CHANGED = 0xc62828;
  private static final int NOTICED = 24;

  private ImageDifference() {}

  /** The third image as PNG in Base64; empty where one of the two is no image. */
  static Optional<String> of(byte[] stored, byte[] got) {
    Optional<BufferedImage> before = ImageComparison.decoded(stored);
    Optional<BufferedImage> after = ImageComparison.decoded(got);
    return before.isPresent() && after.isPresent()
        ? Optional.of(png(difference(before.get(), after.get())))
        : Optional.empty();
  }

  private static BufferedImage difference(BufferedImage before, BufferedImage after) {
    int width = Math.max(before.getWidth(), after.getWidth());
    int height = Math.max(before.getHeight(), after.getHeight());
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int old = pixel(before, x, y);
        int now = pixel(after, x, y);
        result.setRGB(x, y, distance(old, now) > NOTICED ? CHANGED : pale(now));
      }
    }
    return result;
  }

  private static int pixel(BufferedImage image, int x, int y) {
    return x < image.getWidth() && y < image.getHeight() ? image.getRGB(x, y) & 0xffffff : 0xffffff;
  }

  private static int distance(int old, int now) {
    return Math.max(
        Math.abs((old >> 16 & 255) - (now >> 16 & 255)),
        Math.max(
            Math.abs((old >> 8 & 255) - (now >> 8 & 255)), Math.abs((old & 255) - (now & 255))));
  }

  private static int pale(int colour) {
    int grey = ((colour >> 16 & 255) + (colour >> 8 & 255) + (colour & 255)) / 3;
    int light = 200 + grey * 55 / 255;
    return light << 16 | light << 8 | light;
  }

  private static String png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new AssertionError("writing to memory does no output", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
