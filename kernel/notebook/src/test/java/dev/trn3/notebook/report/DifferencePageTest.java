package dev.trn3.notebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DifferencePageTest {

  private static Output bar(int height) throws IOException {
    BufferedImage image = new BufferedImage(100, 80, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, 100, 80);
    canvas.setColor(Color.BLUE);
    canvas.fillRect(40, 80 - height, 20, height);
    canvas.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    ObjectNode data =
        Json.object().put("image/png", Base64.getEncoder().encodeToString(bytes.toByteArray()));
    return Output.rich(Output.Kind.DISPLAY, data, Json.object(), 0);
  }

  private static String page(Output stored, Output got) {
    Cell cell = Cell.code("bar", "show()").withOutputs(List.of(stored));
    Notebook notebook = Notebook.of("trn3", "Trn3", "java", List.of(cell));
    CellVerdict verdict =
        new CellVerdict(
            notebook,
            cell,
            "bar",
            Status.DIFFERS,
            List.of("the image differs"),
            "",
            List.of(got),
            Duration.ofMillis(7));
    NotebookVerdict whole =
        new NotebookVerdict(
            "n.ipynb", notebook, notebook, List.of(verdict), List.of(), true, Duration.ZERO);
    return DifferencePage.of(
        new TestResult(List.of(whole), List.of(), List.of(), List.of(), false, Duration.ZERO));
  }

  private static List<BufferedImage> images(String page) throws IOException {
    List<BufferedImage> images = new ArrayList<>();
    Matcher found = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)").matcher(page);
    while (found.find()) {
      byte[] bytes = Base64.getDecoder().decode(found.group(1));
      images.add(ImageIO.read(new ByteArrayInputStream(bytes)));
    }
    return images;
  }

  @Test
  void showsImagesWithTheirDifference() throws IOException {
    String page = page(bar(30), bar(50));

    List<BufferedImage> images = images(page);
    assertThat(page).contains("<h4>stored</h4>", "<h4>now</h4>", "<h4>difference</h4>");
    assertThat(images).hasSize(3);
    for (int y = 0; y < 80; y++) {
      for (int x = 0; x < 100; x++) {
        boolean changed = x >= 40 && x < 60 && y >= 30 && y < 50;
        assertThat(new Color(images.get(2).getRGB(x, y)).equals(new Color(0xc62828)))
            .as("red at %d, %d", x, y)
            .isEqualTo(changed);
      }
    }
  }

  @Test
  void showsNoDifferenceOfWhatIsNoImage() throws IOException {
    String page = page(Output.stream("stdout", "a"), bar(50));

    assertThat(images(page)).hasSize(1);
    assertThat(page).doesNotContain("<h4>difference</h4>");
  }
}
