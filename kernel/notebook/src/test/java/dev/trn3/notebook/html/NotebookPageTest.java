package dev.trn3.notebook.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.protocol.Json;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookPageTest {

  private static String page(Cell... cells) {
    return NotebookPage.of(Notebook.of("trn3", "Trn3", "java", List.of(cells)));
  }

  private static Cell showing(String mime, String value) {
    return Cell.code("c", "1")
        .withOutputs(
            List.of(
                Output.rich(
                    Output.Kind.RESULT,
                    Json.object().put("text/plain", "alt <b>").put(mime, value),
                    Json.object(),
                    1)));
  }

  @Test
  void isCalledAfterItsFirstHeading() {
    assertThat(page(Cell.markdown("t", "text\n\n# One *chip* & more")))
        .contains("<title>One chip &amp; more</title>");
    assertThat(page()).contains("<title>notebook</title>");
  }

  @Test
  void allowsNothingToBeLoadedAndNoScript() {
    assertThat(page(Cell.markdown("t", "![there](https://example.org/x.png)")))
        .contains("default-src 'none'")
        .contains("<a href=\"https://example.org/x.png\">there</a>")
        .doesNotContain("<img");
  }

  @Test
  void carriesImagesOfTheFolderWithIt(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("x.png"), new byte[] {1, 2, 3});
    Path file = folder.resolve("n.ipynb");
    Notebook.of("k", "K", "java", List.of(Cell.markdown("t", "![x](x.png)"))).write(file);

    assertThat(NotebookPage.of(Notebook.read(file))).contains("src=\"data:image/png;base64,AQID\"");
  }

  @Test
  void showsTheRichestForm() {
    assertThat(page(showing("text/html", "<table></table>"))).contains("<table></table>");
    assertThat(page(showing("image/png", "AQID")))
        .contains("alt=\"alt &lt;b&gt;\"")
        .contains("src=\"data:image/png;base64,AQID\"");
    assertThat(page(showing("image/svg+xml", "<svg/>")))
        .contains("src=\"data:image/svg+xml;base64,PHN2Zy8+\"");
  }

  @Test
  void rendersTablesInMarkdown() {
    assertThat(page(Cell.markdown("t", "|a|b|\n|-|-:|\n|1|2|")))
        .contains("<th>a</th>")
        .contains("<td align=\"right\">2</td>");
  }

  @Test
  void coloursCodeAndTerminals() {
    assertThat(Highlighted.code("int x = 1; // one\n\"a<b\"", "java"))
        .isEqualTo(
            "<span class=\"code-keyword\">int</span> x = <span class=\"code-number\">1</span>;"
                + " <span class=\"code-comment\">// one</span>\n"
                + "<span class=\"code-string\">&quot;a&lt;b&quot;</span>");
    assertThat(Ansi.toHtml("\u001b[1;31mE\u001b[0m <x> \u001b[38;5;208mo\u001b[39m"))
        .isEqualTo(
            "<span class=\"ansi-red ansi-bold\">E</span> &lt;x&gt; <span"
                + " style=\"color:#ff8700\">o</span>");
    assertThat(Ansi.stripped("\u001b[31mred\u001b[0m\u001b]8;;x\u0007link")).isEqualTo("redlink");
  }

  @Test
  void saysAtTheTopWhatFailed() {
    Cell failed =
        Cell.code("bad", "x").withOutputs(List.of(Output.error("E", "m", List.of("E: m"))));

    assertThat(
            NotebookPage.of(Notebook.of("trn3", "Trn3", "java", List.of(failed)), "cell bad: E: m"))
        .contains("Not executed to the end.")
        .contains("<a href=\"#cell-bad\">Go to the cell</a>");
  }
}
