package dev.trn3.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {

  @TempDir private Path folder;

  private Path notebook(String place) throws IOException {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    Notebook.of("trn3", "Trn3", "java", List.of(Cell.code("one", "1"))).write(file);
    return file;
  }

  private static List<String> executed(Path... named) {
    TestOptions options = TestOptions.of(KernelChoice.always(OwnKernel.onClassPath()), named);
    List<NotebookCheck> checks = NotebookTesting.checks(options);
    Places places = new Places(checks, options.paths());
    return checks.stream()
        .map(check -> places.executed(check).toString().replace('\\', '/'))
        .toList();
  }

  @Test
  void areThoseBelowTheFolderThatWasNamedAlsoWhereAllAreDeeper() throws IOException {
    notebook("all/studies/a.ipynb");
    notebook("all/studies/late/b.ipynb");

    assertThat(executed(folder.resolve("all")))
        .containsExactly("studies/a.executed.ipynb", "studies/late/b.executed.ipynb");
  }

  @Test
  void ofNotebooksThatWereNamedAreThoseBelowTheFolderTheyShare() throws IOException {
    Path one = notebook("all/studies/a.ipynb");
    Path other = notebook("all/late/b.ipynb");

    assertThat(executed(one)).containsExactly("a.executed.ipynb");
    assertThat(executed(one, other))
        .containsExactly("studies/a.executed.ipynb", "late/b.executed.ipynb");
  }

  @Test
  void inSeveralFoldersStayApart() throws IOException {
    notebook("all/studies/deep/a.ipynb");
    notebook("all/late/deep/a.ipynb");

    assertThat(executed(folder.resolve("all/studies"), folder.resolve("all/late")))
        .containsExactly("studies/deep/a.executed.ipynb", "late/deep/a.executed.ipynb");
  }
}
