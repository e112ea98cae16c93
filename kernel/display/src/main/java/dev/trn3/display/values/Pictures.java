package dev.trn3.display.values;

import dev.trn3.display.MimeBundle;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Pictures of AWT as PNG. Its classes are loaded for pictures only. */
final class Pictures {

  private Pictures() {}

  static boolean isOne(Object value) {
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals("java.awt.Image")) {
        return true;
      }
    }
    return false;
  }

  /** Empty where a picture has no size yet, because it is still being loaded. */
  static Optional<MimeBundle> bundle(Object value) {
    Image image = (Image) value;
    int width = image.getWidth(null);
    int height = image.getHeight(null);
    if (width <= 0 || height <= 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(
          image instanceof BufferedImage one ? one : drawn(image, width, height), "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        MimeBundle.text("picture of %d × %d pixels".formatted(width, height))
            .with("image/png", png.toByteArray()));
  }

  private static BufferedImage drawn(Image image, int width, int height) {
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = copy.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return copy;
  }
}
