package dev.trn3.cli.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelspecTest {

  private static final Kernelspec SPEC =
      new Kernelspec("Trn3", List.of("/jdk/bin/java", "{connection_file}"), "1.2");

  @TempDir private Path folder;

  @Test
  void isReadAsItWasWritten() throws Exception {
    SPEC.write(folder);

    assertThat(Kernelspec.read(folder)).isEqualTo(SPEC);
    assertThat(folder.resolve("kernel.json"))
        .content()
        .contains("\"interrupt_mode\" : \"message\"", "\"language\" : \"java\"")
        .contains(
            "\"kernel_protocol_version\" : \"5.5\"", "\"supported_encryption\" : [ \"curve\" ]");
  }

  @Test
  void hasLogosOfTheSizesThatJupyterShows() throws Exception {
    SPEC.write(folder);

    for (int size : new int[] {32, 64}) {
      BufferedImage logo =
          ImageIO.read(folder.resolve("logo-" + size + "x" + size + ".png").toFile());
      assertThat(logo.getWidth()).isEqualTo(size);
      assertThat(logo.getHeight()).isEqualTo(size);
    }
    assertThat(folder.resolve("logo-svg.svg")).content().contains("<svg");
  }

  @Test
  void isRewrittenOnlyWhereItIsStillThere() throws Exception {
    Path gone = folder.resolve("gone");
    assertThat(SPEC.rewrite(gone, List.of("/jdk/bin/java"), "18")).isFalse();
    assertThat(gone).doesNotExist();

    Kernelspec newer = new Kernelspec("Trn3", List.of("/jdk/bin/java"), "1.3");
    newer.write(folder);
    assertThat(SPEC.rewrite(folder, SPEC.argv(), "18")).isFalse();
    assertThat(Kernelspec.read(folder)).isEqualTo(newer);

    assertThat(newer.rewrite(folder, SPEC.argv(), "18")).isTrue();
    assertThat(Kernelspec.read(folder)).isEqualTo(new Kernelspec("Trn3", SPEC.argv(), "1.3", "18"));
  }

  @Test
  void isToldFromTheKernelsOfOthers() throws Exception {
    assertThat(Kernelspec.isOurs(folder)).isFalse();
    Files.writeString(folder.resolve("kernel.json"), "{\"display_name\": \"Python 3\"}");
    assertThat(Kernelspec.isOurs(folder)).isFalse();
    SPEC.write(folder);
    assertThat(Kernelspec.isOurs(folder)).isTrue();
  }

  @Test
  void hasANameOfPlainCharacters() {
    assertThat(Kernelspec.isName("trn3-16.g_b")).isTrue();
    assertThat(Kernelspec.isName("../trn3")).isFalse();
    assertThat(Kernelspec.isName("a b")).isFalse();
  }
}
