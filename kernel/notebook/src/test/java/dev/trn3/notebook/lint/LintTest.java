package dev.trn3.notebook.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {

  @TempDir Path folder;

  private List<String> findings(Cell... cells) throws IOException {
    Path file = folder.resolve("n.ipynb");
    Notebook.of("trn3", "Trn3", "java", List.of(cells)).write(file);
    String start = file + ":";
    return Lint.of(Notebook.read(file)).stream()
        .map(finding -> finding.replace(start, "").replaceFirst("^\\d+: ", ""))
        .toList();
  }

  private static Cell ran(String id, int count, Output... outputs) {
    return Cell.code(id, "x")
        .withOutputs(List.of(outputs))
        .withExecutionCount(OptionalInt.of(count));
  }

  @Test
  void findsNothingInANotebookAsItShouldBe() throws IOException {
    Files.writeString(folder.resolve("there.md"), "");

    assertThat(
            findings(
                Cell.markdown("t", "# Two chips\n[a](there.md) [b](#Two-chips) [c](https://x.y)"),
                ran("a", 1),
                Cell.code("skipped", "x").withTag("skip-execution"),
                ran("b", 2)))
        .isEmpty();
  }

  @Test
  void findsCellsThatWereNotRunInOrder() throws IOException {
    assertThat(findings(ran("a", 2), ran("b", 1)))
        .containsExactly(
            "cell a was executed as number 2, not 1; run all cells from the top and save");
    assertThat(findings(Cell.code("a", "x")))
        .containsExactly("cell a was never executed; run it, or bless the notebook");
  }

  @Test
  void expectsNoRunBeforeTheFirst() {
    Cell personal = Cell.code("b", "read(\"/home/ada/data.csv\")");
    Notebook isNew = Notebook.of("trn3", "Trn3", "java", List.of(Cell.code("a", "x"), personal));

    assertThat(Lint.beforeTheFirstRun(isNew))
        .singleElement()
        .asString()
        .contains("the source of cell b holds the absolute path /home/ada");
  }

  @Test
  void findsErrorsThatNobodyAnnounced() throws IOException {
    Output error = Output.error("E", "m", List.of());

    assertThat(findings(ran("a", 1, error)))
        .containsExactly("cell a holds the error E; mend it, or tag the cell raises-exception");
    assertThat(findings(ran("a", 1, error).withTag("raises-exception"))).isEmpty();
  }

  @Test
  void findsPathsOfOnePerson() throws IOException {
    assertThat(findings(ran("a", 1, Output.stream("stdout", "see /home/ada/data.csv"))))
        .containsExactly(
            "the output of cell a holds the absolute path /home/ada; use a relative one");
  }

  @Test
  void findsOutputsThatAreTooLarge() throws IOException {
    assertThat(findings(ran("a", 1, Output.stream("stdout", "0123456789".repeat(25_000)))))
        .containsExactly("an output of cell a has 250 KB, more than 200 KB; show less of it");
  }

  @Test
  void findsLinksThatLeadNowhere() throws IOException {
    assertThat(findings(Cell.markdown("t", "# A\n[x](gone.md) ![y](gone.png) [z](#B)")))
        .containsExactly(
            "cell t links to gone.md, which is not there",
            "cell t links to gone.png, which is not there",
            "cell t links to #B, a heading that is not there");
  }

  @Test
  void readsLinksWithBlanksAndBarePercentSigns() throws IOException {
    Files.writeString(folder.resolve("two chips.md"), "");
    Files.writeString(folder.resolve("100%.md"), "");

    assertThat(findings(Cell.markdown("t", "[x](two%20chips.md) [y](100%.md) [z](50%.md)")))
        .containsExactly("cell t links to 50%.md, which is not there");
  }

  @Test
  void findsFormatsWithoutIds() {
    String old = "{\"cells\":[],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":4}";

    assertThat(Lint.of(Notebook.parse(old, "n")))
        .containsExactly(
            "n:1: format 4.4 has no cell ids; save it as 4.5, whose cells have ids",
            "n:1: names no kernelspec; choose a kernel in Jupyter and save, or bless it");
  }
}
