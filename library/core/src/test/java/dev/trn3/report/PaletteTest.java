package dev.trn3.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PaletteTest {

  private static final int WIDTH = 37;
  private static final int HEIGHT = 23;

  @Test
  void keepsEveryPixelOfAnImageOfFewColours() throws Exception {
    int[] colors = {0, 0xFFFFFFFF, 0xFF336699, 0x80336699, 0x01020304, 0xFF000000};
    int[] pixels = IntStream.range(0, WIDTH * HEIGHT).map(i -> colors[i / 5 % 6]).toArray();

    assertThat(written(pixels)).isEqualTo(pixels);
  }

  @Test
  void roundsTheShadesOfAnImageOfManyColoursAndKeepsWhatIsTransparent() throws Exception {
    int[] pixels =
        IntStream.range(0, WIDTH * HEIGHT).map(i -> i % 7 == 0 ? 0 : 0xFF << 24 | 23 * i).toArray();

    int[] written = written(pixels);

    assertThat(Arrays.stream(written).distinct().count()).isBetween(20L, 256L);
    for (int i = 0; i < pixels.length; i++) {
      assertThat(written[i] >>> 24).isEqualTo(pixels[i] >>> 24);
      for (int shift : new int[] {0, 8, 16}) {
        int off = (written[i] >> shift & 0xFF) - (pixels[i] >> shift & 0xFF);
        assertThat(Math.abs(off)).isLessThan(32);
      }
    }
  }

  private static int[] written(int[] pixels) throws Exception {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, WIDTH, HEIGHT, pixels, 0, WIDTH);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(Palette.of(image).png()));
    return read.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
  }
}
