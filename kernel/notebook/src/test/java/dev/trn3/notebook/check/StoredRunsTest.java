package dev.trn3.notebook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.NotebookFormatException;
import dev.trn3.notebook.format.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRunsTest {

  @TempDir private Path folder;

  private static Cell printing(String id, String text) {
    return Cell.code(id, "show()")
        .withOutputs(List.of(Output.stream("stdout", text + "\n")))
        .withExecutionCount(OptionalInt.of(1));
  }

  private Path notebook(String place, Cell... cells) throws IOException {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    Notebook.of("trn3", "Trn3", "java", List.of(cells)).write(file);
    return file;
  }

  @Test
  void differAsATestedNotebookDoes() throws IOException {
    Path before =
        notebook("1/a.ipynb", printing("p50", "p50 3 ms"), printing("p99", "p99 12.4 ms"));
    Path after = notebook("2/b.ipynb", printing("p99", "p99 13.1 ms"), printing("p50", "p50 3 ms"));

    TestResult result = StoredRuns.compared(before, after);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.verdicts()).hasSize(1);
    assertThat(result.verdicts().get(0).cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.PASSED, Status.DIFFERS);
    assertThat(result.verdicts().get(0).cells().get(1).report())
        .startsWith(before + ":")
        .endsWith("(cell p99): line 1 \"p99\": stored 12.4 ms, got 13.1 ms (+5.6 %, allowed 1e-9)");
    assertThat(StoredRuns.compared(before, before).exitCode()).isZero();
  }

  @Test
  void sayWhichCellsAreGoneAndNewAndWhereTheCodeDiffersToo() throws IOException {
    Cell changed =
        Cell.code("same", "show(2)").withOutputs(List.of(Output.stream("stdout", "2\n")));
    Path before = notebook("1/a.ipynb", printing("gone", "x"), printing("same", "1"));
    Path after = notebook("2/a.ipynb", changed, printing("new", "x"));

    NotebookVerdict verdict = StoredRuns.compared(before, after).verdicts().get(0);

    assertThat(verdict.cells().get(0).messages()).containsExactly("this cell is not in " + after);
    assertThat(verdict.cells().get(1).messages())
        .containsExactly(
            "line 1: stored 1, got 2 (+100 %, allowed 1e-9)",
            "the code of the cell differs as well");
    assertThat(verdict.problems()).containsExactly("cell new is new in " + after);
  }

  @Test
  void ofFoldersBelongTogetherByTheirPlace() throws IOException {
    notebook("1/a.ipynb", printing("one", "1"));
    notebook("1/deep/b.ipynb", printing("one", "1"));
    notebook("1/c.ipynb", printing("one", "1"));
    notebook("2/a.executed.ipynb", printing("one", "1"));
    notebook("2/deep/b.ipynb", printing("one", "2"));
    notebook("2/d.ipynb", printing("one", "1"));

    TestResult result = StoredRuns.compared(folder.resolve("1"), folder.resolve("2"));

    assertThat(result.verdicts())
        .extracting(NotebookVerdict::name)
        .containsExactly("a.ipynb", "c.ipynb", "b.ipynb", "d.ipynb");
    assertThat(result.verdicts())
        .extracting(NotebookVerdict::passed)
        .containsExactly(true, false, false, false);
    assertThat(result.verdicts().get(1).problems())
        .containsExactly("there is no c.ipynb in " + folder.resolve("2"));
    assertThat(result.verdicts().get(3).problems())
        .containsExactly("there is no d.ipynb in " + folder.resolve("1"));
  }

  @Test
  void areRefusedWhereThereIsNothingToCompare() throws IOException {
    Path file = notebook("1/a.ipynb", printing("one", "1"));
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThatThrownBy(() -> StoredRuns.compared(file, folder.resolve("no.ipynb")))
        .isInstanceOf(NotebookFormatException.class)
        .hasMessageEndingWith("does not exist; name two notebooks or two folders of notebooks");
    assertThatThrownBy(() -> StoredRuns.compared(file, empty))
        .hasMessage(
            file + " is a file and the other is a folder; name two notebooks or two folders");
    assertThatThrownBy(() -> StoredRuns.compared(empty, empty))
        .hasMessage("there is no notebook in " + empty + "; name a folder that holds .ipynb files");
  }
}
