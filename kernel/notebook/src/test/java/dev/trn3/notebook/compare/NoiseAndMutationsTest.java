package dev.trn3.notebook.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each change of meaning is found and said in these words; each change without is let pass. */
class NoiseAndMutationsTest {

  private static final String TABLE = TableComparison.MIME;
  private static final String PLOT = PlotComparison.MIME;

  private static final String LATENCY =
      """
      {"title": "Latency", "columns": [{"name": "percentile", "unit": "", "type": "string"},
       {"name": "latency", "unit": "ms", "type": "double"}], "rowCount": 3,
       "rows": [["p50", 3.1], ["p90", 7.9], ["p99", 12.4]], "notes": ["A projection."]}""";
  private static final String SCALING =
      """
      {"title": "Scaling", "kind": "line", "x": {"name": "servers", "unit": "", "scale": "linear"},
       "y": {"name": "speed", "unit": "PFLOPS", "scale": "linear"},
       "series": [{"name": "MXFP8", "n": 2, "x": [1.0, 2.0], "y": [3.0, 5.9]}]}""";

  private static List<String> differences(Output stored, Output got) {
    return Comparison.differences(List.of(stored), List.of(got), Expectation.STRICT);
  }

  private static Output text(String text) {
    return Output.stream("stdout", text);
  }

  private static Output shown(String mime, String value) {
    ObjectNode data = Json.object();
    if (mime.endsWith("json")) {
      data.set(mime, Json.value(value));
    } else {
      data.put(mime, value);
    }
    return Output.rich(Output.Kind.DISPLAY, data, Json.object(), 0);
  }

  private static Output bars(int last, Color colour, float quality) {
    BufferedImage image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, 640, 400);
    canvas.setColor(colour);
    int[] heights = {320, 250, 180, last};
    for (int i = 0; i < heights.length; i++) {
      canvas.fillRect(60 + 140 * i, 380 - heights[i], 80, heights[i]);
    }
    canvas.dispose();
    return shown("image/png", Base64.getEncoder().encodeToString(png(image, quality)));
  }

  private static byte[] png(BufferedImage image, float quality) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("png");
    ImageWriter writer = writers.next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  @Nested
  class Mutations {

    @Test
    void aWrongDigitInText() {
      assertThat(differences(text("p50 3.1 ms\np99 12.4 ms\n"), text("p50 3.1 ms\np99 12.5 ms\n")))
          .containsExactly("line 2 \"p99\": stored 12.4 ms, got 12.5 ms (+0.81 %, allowed 1e-9)");
    }

    @Test
    void aNumberInATableBeyondItsTolerance() {
      Expectation onePercent =
          new Expectation(
              Tolerance.parse("1%"),
              java.util.Optional.empty(),
              Set.of(),
              Mask.DEFAULTS,
              List.of(),
              true);

      List<String> found =
          Comparison.differences(
              List.of(shown(TABLE, LATENCY)),
              List.of(shown(TABLE, LATENCY.replace("12.4", "13.1"))),
              onePercent);

      assertThat(found)
          .containsExactly("row 3 \"p99\": stored 12.4 ms, got 13.1 ms (+5.6 %, allowed 1 %)");
    }

    @Test
    void aMissingOutput() {
      assertThat(
              Comparison.differences(
                  List.of(text("a"), shown(TABLE, LATENCY)),
                  List.of(text("a")),
                  Expectation.STRICT))
          .containsExactly("output 2: missing: the table \"Latency\"");
    }

    @Test
    void anOutputThatWasNotThere() {
      assertThat(Comparison.differences(List.of(), List.of(text("new")), Expectation.STRICT))
          .containsExactly("not stored before: text on stdout, \"new\"");
    }

    @Test
    void notANumberInPlaceOfOne() {
      assertThat(
              differences(shown(TABLE, LATENCY), shown(TABLE, LATENCY.replace("12.4", "\"NaN\""))))
          .containsExactly("row 3 \"p99\": stored 12.4 ms, got NaN ms");
      assertThat(differences(text("mean 12.4 ms"), text("mean NaN ms")))
          .containsExactly("line 1 \"mean\": stored 12.4 ms, got NaN ms");
    }

    @Test
    void aColumnRenamed() {
      assertThat(
              differences(
                  shown(TABLE, LATENCY), shown(TABLE, LATENCY.replace("\"latency\"", "\"delay\""))))
          .containsExactly("column 2: stored \"latency\", got \"delay\"");
    }

    @Test
    void anotherUnit() {
      assertThat(
              differences(shown(TABLE, LATENCY), shown(TABLE, LATENCY.replace("\"ms\"", "\"us\""))))
          .containsExactly("column \"latency\": stored in \"ms\", got \"us\"");
      assertThat(differences(text("12 ms"), text("12 us")))
          .containsExactly("line 1: stored \"12 ms\", got \"12 us\"");
    }

    @Test
    void aRowThatIsGone() {
      String shorter =
          LATENCY.replace("[\"p90\", 7.9], ", "").replace("\"rowCount\": 3", "\"rowCount\": 2");

      assertThat(differences(shown(TABLE, LATENCY), shown(TABLE, shorter)))
          .containsExactly("stored 3 rows, got 2; row 2 \"p90\" is missing");
    }

    @Test
    void aPointOfAChart() {
      assertThat(differences(shown(PLOT, SCALING), shown(PLOT, SCALING.replace("5.9", "5.6"))))
          .containsExactly(
              "series \"MXFP8\", point 2 (x = 2.0): stored 5.9 PFLOPS, got 5.6 PFLOPS"
                  + " (-5.1 %, allowed 1e-9)");
    }

    @Test
    void anImageInWhichOneBarChanged() {
      assertThat(differences(bars(120, Color.BLUE, 0.5f), bars(140, Color.BLUE, 0.5f)))
          .singleElement()
          .asString()
          .startsWith(
              "the image differs: 0.4 % on average (allowed 2 %), most near pixel (480, 240)")
          .endsWith(": 100 % (allowed 35 %)");
      assertThat(differences(bars(120, Color.BLUE, 0.5f), bars(120, Color.ORANGE, 0.5f)))
          .hasSize(1);
    }

    @Test
    void anImageThatIsNone() {
      String broken = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});

      assertThat(differences(bars(120, Color.BLUE, 0.5f), shown("image/png", broken)))
          .containsExactly("the new image cannot be decoded");
    }

    @Test
    void anotherException() {
      assertThat(
              differences(
                  Output.error("IllegalArgumentException", "12 chips", List.of("at a")),
                  Output.error("IllegalStateException", "13 chips", List.of("at b"))))
          .containsExactly(
              "stored the error IllegalArgumentException, got IllegalStateException",
              "line 1: stored 12 chips, got 13 chips (+8.3 %, allowed 1e-9)");
    }

    @Test
    void tenMegabytesInPlaceOfALine() {
      String huge = "all work and no play\n".repeat(500_000);

      assertThat(differences(text("done\n"), text("done\n" + huge)))
          .containsExactly("stored 1 line, got 500001; line 2 is new: \"all work and no play\"");
    }

    @Test
    void otherLayout() {
      assertThat(differences(text("a  1"), text("a 1")))
          .containsExactly("line 1: stored \"a  1\", got \"a 1\"");
    }
  }

  @Nested
  class Noise {

    @Test
    void timestampsAndAddresses() {
      assertThat(
              differences(
                  text("2026-11-22T10:00:00.123Z started Chip@1b6d3586\n<obj at 0x7f01c8a0>"),
                  text("2026-12-01T11:30:59Z started Chip@4554617c\n<obj at 0x7ffe1234>")))
          .isEmpty();
    }

    @Test
    void aStreamInPieces() {
      assertThat(
              Comparison.differences(
                  List.of(text("one\ntwo\n")),
                  List.of(text("one\n"), Output.stream("stderr", "warning"), text("two\n")),
                  Expectation.STRICT))
          .isEmpty();
    }

    @Test
    void anImagePackedInAnotherWay() {
      assertThat(bars(120, Color.BLUE, 0.0f)).isNotEqualTo(bars(120, Color.BLUE, 1.0f));
      assertThat(differences(bars(120, Color.BLUE, 0.0f), bars(120, Color.BLUE, 1.0f))).isEmpty();
    }

    @Test
    void theLastBitsOfANumber() {
      assertThat(
              differences(
                  shown(TABLE, LATENCY), shown(TABLE, LATENCY.replace("12.4", "12.400000000001"))))
          .isEmpty();
    }

    @Test
    void howATableIsDrawnWhereItsDataIsThere() {
      ObjectNode before = Json.object().put("text/html", "<b>1</b>").put("text/plain", "1");
      before.set(TABLE, Json.value(LATENCY));
      ObjectNode after = Json.object().put("text/html", "<i>2</i>").put("text/plain", "one");
      after.set(TABLE, Json.value(LATENCY));

      assertThat(
              differences(
                  Output.rich(Output.Kind.RESULT, before, Json.object(), 1),
                  Output.rich(Output.Kind.RESULT, after, Json.object(), 7)))
          .isEmpty();
    }

    @Test
    void coloursOfTheTerminalAndTracesOfStacks() {
      assertThat(differences(text("\u001b[31mred\u001b[0m"), text("red"))).isEmpty();
      assertThat(
              differences(
                  Output.error("E", "m", List.of("at a:1")),
                  Output.error("E", "m", List.of("at b:2"))))
          .isEmpty();
    }

    @Test
    void blanksThatMakeRoomForDigitsWithinTolerance() throws IOException {
      Cell loose = Cell.code("a", "1");
      ObjectNode metadata = Json.object();
      metadata.putObject("trn3").put("tolerance", "20%");
      Notebook notebook = Notebook.of("k", "K", "java", List.of(loose.withMetadata(metadata)));
      Expectation expectation = Expectation.of(notebook, notebook.cells().get(0));

      assertThat(
              Comparison.differences(
                  List.of(text("p99   9.9 ms")), List.of(text("p99  10.2 ms")), expectation))
          .isEmpty();
    }
  }
}
