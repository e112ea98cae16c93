package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.FrontEnd.Answered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of plain Java that are shown as more than their text, as a front end receives them. */
@ExtendWith(SharedKernel.class)
class RichValueTest {

  private static final String UTIL = "import java.util.*;\n";

  private static JsonNode data(Answered cell) {
    assertThat(cell.traceback()).isEmpty();
    return cell.contents("execute_result").get(0).path("data");
  }

  @Test
  void recordsOfACellAreTables(FrontEnd frontEnd) {
    JsonNode one =
        data(frontEnd.run("record Rv1(String name, int cores) { }\nnew Rv1(\"Trn3\", 8)"));
    JsonNode list = data(frontEnd.run(UTIL + "List.of(new Rv1(\"a\", 1), new Rv1(\"b\", 20))"));

    assertThat(one.path("text/plain").asText()).isEqualTo("Rv1[name=Trn3, cores=8]");
    assertThat(one.path("text/html").asText()).contains("<table", ">cores</td>");
    assertThat(list.path("text/plain").asText())
        .isEqualTo("Rv1\nname  cores\n────  ─────\na         1\nb        20");
    assertThat(list.path("application/vnd.trn3.table+json").at("/rows/1/1").asInt()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Map.of(\"chips\", 144) | {chips=144} | >144</td>",
        "new int[][] {{1, 2}, {3, 4}} | [[1, 2], [3, 4]] | >4</td>",
        "Optional.of(Map.of(\"a\", 1)) | Optional[{a=1}] | >a</td>",
        "new IllegalStateException(\"a<b\") | java.lang.IllegalStateException: a<b | a&lt;b",
      })
  void someValuesHaveHtmlBesideTheirText(String code, String text, String html, FrontEnd frontEnd) {
    JsonNode data = data(frontEnd.run(UTIL + code));

    assertThat(data.path("text/plain").asText()).isEqualTo(text);
    assertThat(data.path("text/html").asText()).contains(html);
  }

  @Test
  void anExceptionShowsTheFramesOfTheCellOnly(FrontEnd frontEnd) {
    frontEnd.run("Exception rv2() { return new Exception(\"kept\"); }\nvar rv3 = rv2();");

    assertThat(data(frontEnd.run("rv3")).path("text/html").asText())
        .contains("    at rv2(), in a cell\n    in a cell</pre>");
  }

  @Test
  void aStreamCanBeUsedAfterItWasShown(FrontEnd frontEnd) {
    assertThat(frontEnd.run(UTIL + "var rv4 = List.of(1, 2).stream(); rv4").result())
        .contains("a stream, left as it is");
    assertThat(frontEnd.run("rv4.toList()").result()).isEqualTo("[1, 2]");
  }

  @Test
  void aPictureIsAPng(FrontEnd frontEnd) {
    JsonNode data = data(frontEnd.run("new java.awt.image.BufferedImage(3, 2, 1)"));

    assertThat(data.path("image/png").asText()).startsWith("iVBORw0KGgo");
    assertThat(data.path("text/plain").asText()).isEqualTo("picture of 3 × 2 pixels");
  }

  /** The registry of jvm-repr comes with a library here, as a stand-in with its names. */
  @Test
  void displayersThatALibraryHasRegisteredWithJvmReprAreAsked(
      @TempDir Path library, FrontEnd frontEnd) {
    String source = Path.of("../display/src/test/java/jupyter/Displayers.java").toString();
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, "-d", library.toString(), source)).isZero();
    frontEnd.run("%classpath \"" + library + "\"");

    JsonNode warm = data(frontEnd.run("new jupyter.Displayers.Thermometer(21)"));
    Answered frozen = frontEnd.run("new jupyter.Displayers.Thermometer(-1)");

    assertThat(warm.path("text/html").asText()).isEqualTo("<b>21°</b>");
    assertThat(frozen.status()).isEqualTo("ok");
    assertThat(frozen.result()).contains("JvmRepr could not show this", "frozen");
  }

  @Test
  void aRendererOfALibraryThatIsAddedLaterIsAsked(@TempDir Path library, FrontEnd frontEnd)
      throws IOException {
    Path source = library.resolve("Gauges.java");
    Files.writeString(
        source,
        """
        package gauges;
        import dev.trn3.display.*;
        public class Gauges implements DisplayRenderer {
          public record Gauge(int bar) {}
          public java.util.Optional<MimeBundle> render(Object value) {
            return value instanceof Gauge gauge
                ? java.util.Optional.of(MimeBundle.text("a gauge at " + gauge.bar()))
                : java.util.Optional.empty();
          }
        }
        """);
    String seen = System.getProperty("java.class.path");
    String[] arguments = {"-cp", seen, "-d", library.toString(), source.toString()};
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments)).isZero();
    Path services = Files.createDirectories(library.resolve("META-INF/services"));
    Files.writeString(services.resolve("dev.trn3.display.DisplayRenderer"), "gauges.Gauges\n");

    assertThat(frontEnd.run("\"shown before\"").result()).isEqualTo("shown before");
    frontEnd.run("%classpath \"" + library + "\"");
    assertThat(frontEnd.run("new gauges.Gauges.Gauge(7)").result()).isEqualTo("a gauge at 7");
  }

  @Test
  void aRendererThatThrowsIsNamedAndTheTextShown(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            UTIL
                + """
            record Rv5(int n) { public String toString() { return "five"; } }
            class Rv6 implements dev.trn3.display.DisplayRenderer {
              public Optional<dev.trn3.display.MimeBundle> render(Object value) {
                if (value instanceof Rv5) throw new IllegalStateException("cannot draw it");
                return Optional.empty();
              }
            }
            dev.trn3.display.Renderers.register(new Rv6());
            new Rv5(5)
            """);

    assertThat(cell.status()).isEqualTo("ok");
    assertThat(cell.result()).startsWith("five\n[").contains("Rv6 could not show this: java.lang");
    assertThat(cell.result()).contains("cannot draw it");
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }

  @Test
  void anUpdateOfNothingSaysSoAndTheCellGoesOn(FrontEnd frontEnd) {
    Answered cell = frontEnd.run("update(new dev.trn3.display.Shown(\"nowhere\"), 3); 1 + 1");

    assertThat(cell.stderr()).contains("Nothing was replaced", "id nowhere", "display(...)");
    assertThat(cell.types()).doesNotContain("update_display_data");
    assertThat(cell.result()).isEqualTo("2");
  }
}
