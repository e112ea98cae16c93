package dev.trn3.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.format.Cell;
import java.io.IOException;
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
}
