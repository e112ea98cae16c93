package dev.trn3.notebook.compare;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Compares two images the way an eye does that stands two steps back: both are laid on white and
 * divided into fields; the images differ where the fields differ by more than 2 % on average, or a
 * single field by more than 35 % in one of its colours. Smoothing of edges and the way an image was
 * packed do not count; a bar that grew does.
 */
public final class ImageComparison {

  private static final int FIELDS_ACROSS = 64;
  private static final int FIELDS_DOWN = 40;
  private static final double MOST_ON_AVERAGE = 0.02;
  private static final double MOST_IN_A_FIELD = 0.35;
  private static final double BRIGHTEST = 255.0;

  private ImageComparison() {}

  /** What differs between two images; empty where nothing that matters does. */
  static Optional<String> compare(byte[] stored, byte[] got) {
    Optional<BufferedImage> before = decoded(stored);
    Optional<BufferedImage> after = decoded(got);
    if (before.isEmpty() || after.isEmpty()) {
      String which = after.isEmpty() ? "the new image" : "the stored image";
      return Optional.of(which + " cannot be decoded");
    }
    return compare(before.get(), after.get());
  }

  private static Optional<String> compare(BufferedImage before, BufferedImage after) {
    if (before.getWidth() != after.getWidth() || before.getHeight() != after.getHeight()) {
      return Optional.of(
          "stored %d x %d pixels, got %d x %d"
              .formatted(
                  before.getWidth(), before.getHeight(), after.getWidth(), after.getHeight()));
    }
    double[][] old = fields(before);
    double[][] now = fields(after);
    double sum = 0;
    double most = 0;
    int where = 0;
    for (int field = 0; field < old.length; field++) {
      double distance = 0;
      for (int colour = 0; colour < 3; colour++) {
        double change = Math.abs(old[field][colour] - now[field][colour]);
        sum += change / 3;
        distance = Math.max(distance, change);
      }
      if (distance > most) {
        most = distance;
        where = field;
      }
    }
    double average = sum / old.length;
    return average <= MOST_ON_AVERAGE && most <= MOST_IN_A_FIELD
        ? Optional.empty()
        : Optional.of(message(average, most, where, before));
  }

  private static String message(double average, double most, int field, BufferedImage image) {
    int x = field % across(image) * image.getWidth() / across(image);
    int y = field / across(image) * image.getHeight() / down(image);
    return String.format(
        Locale.ROOT,
        "the image differs: %.1f %% on average (allowed 2 %%), most near pixel (%d, %d): %.0f %%"
            + " (allowed 35 %%)",
        average * 100,
        x,
        y,
        most * 100);
  }

  private static int across(BufferedImage image) {
    return Math.min(FIELDS_ACROSS, image.getWidth());
  }

  private static int down(BufferedImage image) {
    return Math.min(FIELDS_DOWN, image.getHeight());
  }

  /** The mean red, green and blue of each field, from 0 to 1. */
  private static double[][] fields(BufferedImage image) {
    int across = across(image);
    int down = down(image);
    double[][] sums = new double[across * down][3];
    int[] counts = new int[across * down];
    int width = image.getWidth();
    int height = image.getHeight();
    // All at once: to ask for one pixel after the other takes longer than all else of a comparison.
    int[] pixels = (int[]) image.getRaster().getDataElements(0, 0, width, height, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int field = y * down / height * across + x * across / width;
        int rgb = pixels[y * width + x];
        sums[field][0] += (rgb >> 16 & 255) / BRIGHTEST;
        sums[field][1] += (rgb >> 8 & 255) / BRIGHTEST;
        sums[field][2] += (rgb & 255) / BRIGHTEST;
        counts[field]++;
      }
    }
    for (int field = 0; field < sums.length; field++) {
      for (int colour = 0; colour < 3; colour++) {
        sums[field][colour] /= counts[field];
      }
    }
    return sums;
  }

  /** Whether these bytes are an image. */
  static boolean isImage(byte[] bytes) {
    return read(bytes).isPresent();
  }

  /** The image on white; empty where the bytes are no image. */
  public static Optional<BufferedImage> decoded(byte[] bytes) {
    return read(bytes).map(ImageComparison::onWhite);
  }

  private static BufferedImage onWhite(BufferedImage image) {
    BufferedImage plain =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = plain.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
    canvas.drawImage(image, 0, 0, null);
    canvas.dispose();
    return plain;
  }

  private static Optional<BufferedImage> read(byte[] bytes) {
    try {
      return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      return Optional.empty(); // No image: the comparison says so.
    }
  }
}
