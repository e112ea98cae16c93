package dev.trn3.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class TestingNotebooksTest extends NotebookFolder {
  @Test
  void blessesOnceAndThenPasses() throws IOException {
    Path file =
        write(
            "sum.ipynb",
            Cell.markdown("t", "# Sum"),
            Cell.code("sum", "40 + 2"),
            Cell.code("no", "int y = 1;"),
            Cell.code("now", "System.out.println(java.time.Instant.now());"));

    TestResult before = test(options);
    Path first = bless(options);
    byte[] stored = Files.readAllBytes(file);
    Path second = bless(options);
    TestResult after = test(options);

    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(before.verdicts().get(0).cells().get(0).messages())
        .containsExactly(
            "nothing is stored for this cell yet; bless it: trn3 test --bless, or -Dnotebooks=bless");
    assertThat(first).isEqualTo(file);
    assertThat(second).isNull();
    assertThat(Files.readAllBytes(file)).isEqualTo(stored);
    assertThat(after.exitCode()).isZero();
    assertThat(after.summary()).startsWith("1 notebook, 3 cells: 3 passed (");
  }

  @Test
  void namesTheKernelThatRanWhenItBlessesANotebookWithoutOne() throws IOException {
    Path file = write("bare.ipynb", Cell.code("sum", "40 + 2"));
    Notebook named = Notebook.read(file);
    ObjectNode metadata = named.metadata();
    metadata.remove("kernelspec");
    metadata.remove("language_info");
    named.withMetadata(metadata).write(file);

    bless(options);

    assertThat(Notebook.read(file).metadata().path("kernelspec").toString())
        .isEqualTo(
            "{\"display_name\":\"Trn3 Workbench (Java)\",\"language\":\"java\",\"name\":\"trn3\"}");
    assertThat(test(options).exitCode()).isZero();
  }

  @Test
  void refusesToBlessOnABuildServer() {
    assertThatThrownBy(() -> NotebookTesting.refuseOnBuildServer("true"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("outputs are not blessed where CI=true");
  }

  @Test
  void saysInEachReportWhatIsWrong() throws IOException {
    Path file =
        write(
            "late.ipynb",
            Cell.markdown("t", "# Latency"),
            Cell.code("p99", "String.format(\"p99 %.1f ms\", 12.4)"),
            Cell.code("bad", "throw new IllegalStateException(\"no <chips>\");"),
            Cell.code("after", "1"));
    Notebook notebook = Notebook.read(file);
    Cell wrong =
        notebook
            .cells()
            .get(1)
            .withOutputs(List.of(dev.trn3.notebook.format.Output.stream("stdout", "x")));
    notebook.withCell(wrong).write(file);
    Path html = folder.resolve("out/report.html");
    Path xml = folder.resolve("out/report.xml");
    Path kept = folder.resolve("target");

    TestResult result =
        test(
            options
                .withHtml(html)
                .withJunitXml(xml)
                .withKept(new TestOptions.Kept(kept, true))
                .withoutLint());

    assertThat(result.exitCode()).isEqualTo(TestResult.CELL_FAILED);
    assertThat(result.verdicts().get(0).cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.DIFFERS, Status.FAILED, Status.ABORTED);
    assertThat(result.verdicts().get(0).cells().get(0).report())
        .startsWith(file + ":11 (cell p99): stored text on stdout, \"x\", got a result of type");
    assertThat(Files.readString(html))
        .contains("Not as stored.")
        .contains("no &lt;chips&gt;")
        .doesNotContain("<script");
    assertThat(Files.readString(xml))
        .contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\"")
        .contains("name=\"late.ipynb \u203a Latency \u203a p99\"");
    Notebook executed = Notebook.read(kept.resolve("late.executed.ipynb"));
    assertThat(executed.cells().get(1).outputs().get(0).text("text/plain")).contains("p99 12.4 ms");
    assertThat(executed.cells().get(2).outputs().get(0).errorMessage()).isEqualTo("no <chips>");
    assertThat(executed.cells().get(3).executionCount()).isEmpty();
  }

  @Test
  void runsWhatIsAskedForAndWhatItRestsOn() throws IOException {
    write(
        "a.ipynb",
        Cell.code("one", "int x = 1;"),
        Cell.code("two", "x + 1"),
        Cell.code("three", "1 / 0"));
    write("b.ipynb", Cell.code("one", "1"));

    TestResult result = test(options.withOnly(List.of("a#two")));

    assertThat(result.verdicts()).hasSize(1);
    assertThat(result.verdicts().get(0).cells())
        .extracting(verdict -> verdict.cell().id())
        .containsExactly("two");
    assertThatThrownBy(() -> test(options.withOnly(List.of("a#twoo"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"a#twoo\" names no code cell; there are #one, #two, #three");
    assertThatThrownBy(() -> test(options.withOnly(List.of("c"))))
        .hasMessage("\"c\" names no code cell; there are a.ipynb, b.ipynb");
    assertThat(ids(options.withOnly(List.of("a#..two")))).containsExactly("one", "two");
    assertThat(ids(options.withOnly(List.of("a#three", "#one"))))
        .containsExactly("one", "three", "one");
    assertThatThrownBy(() -> ids(options.withOnly(List.of("a#.."))))
        .hasMessageStartingWith("\"a#..\" names no code cell");
  }

  private static List<String> ids(TestOptions options) {
    return NotebookTesting.checks(options).stream()
        .flatMap(check -> check.cells().stream())
        .map(Cell::id)
        .toList();
  }

  @Test
  void leavesOutWhatPassedAndIsUnchanged() throws IOException {
    Path file = write("a.ipynb", Cell.code("one", "1 + 1"));
    TestOptions changed = options.withChanged(folder.resolve("memory.json"));
    bless(options);

    TestResult first = test(changed);
    TestResult second = test(changed);
    Notebook notebook = Notebook.read(file);
    notebook.withCell(notebook.cells().get(0).withSource("1 + 2")).write(file);
    TestResult third = test(changed);

    assertThat(first.unchanged()).isEmpty();
    assertThat(second.unchanged()).containsExactly("a.ipynb");
    assertThat(second.exitCode()).isZero();
    assertThat(third.exitCode()).isEqualTo(1);
  }

  /** Each waits for the other: one after the other, neither would ever end. */
  @Test
  void runsSeveralNotebooksAtOnce() throws IOException {
    String meet =
        """
        java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), "");
        while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) Thread.sleep(10);""";
    write("a.ipynb", Cell.code("meet", meet.formatted("a", "b")));
    write("b.ipynb", Cell.code("meet", meet.formatted("b", "a")));

    TestResult result = test(options.withParallel(2).withoutLint());

    assertThat(result.exitCode()).isZero();
    assertThat(result.summary()).startsWith("2 notebooks, 2 cells: 2 passed (");
  }

  @Test
  void comparesInLaxModeOnlyWhatIsTagged() throws IOException {
    Cell stored = Cell.code("checked", "6 * 7").withTag("nbval-check-output");
    write("a.ipynb", Cell.code("free", "new Object()"), stored);

    NotebookVerdict strict = test(options).verdicts().get(0);
    NotebookVerdict lax = test(options.laxly()).verdicts().get(0);

    assertThat(strict.cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.DIFFERS, Status.DIFFERS);
    assertThat(lax.cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.PASSED, Status.DIFFERS);
    assertThat(strict.problems()).isNotEmpty();
    assertThat(lax.problems()).isEmpty();
  }

  @Test
  void noticesCellsThatWereSwapped() throws IOException {
    Path file = write("a.ipynb", Cell.code("set", "int x = 1;"), Cell.code("use", "x + 1"));
    bless(options);
    Notebook notebook = Notebook.read(file);
    notebook.withCells(List.of(notebook.cells().get(1), notebook.cells().get(0))).write(file);

    NotebookVerdict verdict = test(options).verdicts().get(0);

    assertThat(verdict.cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.FAILED, Status.ABORTED);
    assertThat(verdict.problems())
        .singleElement()
        .asString()
        .endsWith("cell use was executed as number 2, not 1; run all cells from the top and save");
  }
}
