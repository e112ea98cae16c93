package dev.trn3.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.run.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which notebooks and cells words choose; nothing runs. */
class ChosenNotebooksTest extends NotebookFolder {

  @BeforeEach
  void writeSomeOfTheSameName() throws IOException {
    Cell cell = Cell.code("chips", "1");
    write("fleet.ipynb", cell, Cell.code("spares", "2"));
    write("fleet/study.ipynb", cell);
    write("rack/study.ipynb", cell);
    write("study.ipynb", cell);
  }

  private List<String> names(String... only) {
    return NotebookTesting.checks(options.withOnly(List.of(only))).stream()
        .map(NotebookCheck::name)
        .toList();
  }

  @Test
  void areCalledByTheirPlacesWhereSeveralHaveTheSameName() {
    assertThat(names())
        .containsExactly("fleet.ipynb", "fleet/study.ipynb", "rack/study.ipynb", "study.ipynb");
    assertThat(names("study#chips"))
        .containsExactly("fleet/study.ipynb", "rack/study.ipynb", "study.ipynb");
    assertThat(names("rack/study#chips", "fleet"))
        .containsExactly("fleet.ipynb", "rack/study.ipynb");
    assertThatThrownBy(() -> names("hall/study"))
        .hasMessage(
            "\"hall/study\" names no code cell; there are fleet.ipynb, fleet/study.ipynb,"
                + " rack/study.ipynb, study.ipynb");
  }

  /** A path may lead through the folder above: {@code ../rack/study.ipynb}. */
  @Test
  void areChosenByTheNamesTheyAreListedWith() throws IOException {
    write("rows.ipynb", Cell.code("n", "int n = 1;").withTag("parameters"));
    Files.writeString(folder.resolve("rows.matrix.json"), "[{\"n\": 3}, {\"n\": 4}]");
    Path fleet = folder.resolve("fleet");
    options =
        TestOptions.of(
            options.kernels(),
            fleet.resolve("../fleet/study.ipynb"),
            fleet.resolve("../rack/study.ipynb"),
            folder.resolve("rows.ipynb"));

    assertThat(names())
        .containsExactly(
            "fleet/study.ipynb", "rack/study.ipynb", "rows.ipynb [n=3]", "rows.ipynb [n=4]");
    assertThat(names("fleet/study")).containsExactly("fleet/study.ipynb");
    assertThat(names("rack/study.ipynb#chips")).containsExactly("rack/study.ipynb");
    assertThat(names("rows.ipynb [n=4]")).containsExactly("rows.ipynb [n=4]");
  }

  @Test
  void areNotChosenByASignWithNoCellBehindIt() {
    assertThatThrownBy(() -> names("study#"))
        .hasMessage("\"study#\" names no cell; say study#cell, or study for all");
    assertThatThrownBy(() -> names("#")).hasMessage("\"#\" names no cell; say #cell");
  }

  @Test
  void keepTheTextOfTheirParametersInTheirNames() throws IOException {
    Cell from = Cell.code("from", "String from = \"\";").withTag("parameters");
    write("a/rows.ipynb", from);
    write("b/rows.ipynb", from);
    Parameters web = Parameters.parse(List.of("from=http://host/x"));
    options =
        TestOptions.of(options.kernels(), folder.resolve("a"), folder.resolve("b"))
            .withRun(options.run().withParameters(web));

    assertThat(names())
        .containsExactly("a/rows.ipynb [from=http://host/x]", "b/rows.ipynb [from=http://host/x]");
  }
}
