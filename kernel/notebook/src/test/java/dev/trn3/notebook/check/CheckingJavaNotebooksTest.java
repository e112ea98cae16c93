package dev.trn3.notebook.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.run.NotebookRun;
import dev.trn3.notebook.run.NotebookRunner;
import dev.trn3.notebook.run.RunListener;
import dev.trn3.notebook.run.RunOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our own kernel, started from the class path of this test. */
class CheckingJavaNotebooksTest {

  private static final KernelChoice OURS = KernelChoice.always(OwnKernel.onClassPath());

  private static Notebook executed(Cell... cells) {
    NotebookRun run =
        new NotebookRunner(OwnKernel.onClassPath(), RunOptions.DEFAULTS)
            .run(Notebook.of("trn3", "Trn3", "java", List.of(cells)), RunListener.SILENT);
    return run.notebook();
  }

  private static NotebookVerdict check(Notebook stored) {
    return NotebookCheck.of(stored, OURS, RunOptions.DEFAULTS).run(CheckListener.SILENT);
  }

  @Test
  void passesWhatItStoredItself() {
    Notebook stored =
        executed(
            Cell.markdown("head", "# Numbers"),
            Cell.code("sum", "int x = 40;\nx + 2"),
            Cell.code("print", "System.out.println(\"p99 12.4 ms\");"));

    NotebookVerdict verdict = check(stored);

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.PASSED, Status.PASSED);
    assertThat(verdict.cells().get(0).title()).isEqualTo("Numbers \u203a sum");
    assertThat(stored.cells().get(1).outputs().get(0).text("text/plain")).isEqualTo("42");
  }

  @Test
  void saysHowJarsAreFoundWhereItsClassPathHasNoResolver() {
    Notebook tried =
        executed(Cell.code("jar", "%maven org.example:words:1.0").withTag("raises-exception"));

    assertThat(tried.cells().get(0).outputs().toString())
        .contains("a class path without dev.trn3:trn3-resolver")
        .contains("add that to the dependencies of the project");
  }

  @Test
  void saysWhatDiffersAndGoesOn() {
    Notebook stored =
        executed(
            Cell.code("late", "System.out.println(\"p50 3.1 ms\\np99 12.4 ms\");"),
            Cell.code("next", "1"));
    Cell late = stored.cells().get(0);
    Notebook changed =
        stored.withCell(
            late.withOutputs(
                List.of(
                    dev.trn3.notebook.format.Output.stream(
                        "stdout", "p50 3.1 ms\np99 13.1 ms\n"))));

    NotebookVerdict verdict = check(changed);

    assertThat(verdict.cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.DIFFERS, Status.PASSED);
    assertThat(verdict.cells().get(0).messages())
        .containsExactly("line 2 \"p99\": stored 13.1 ms, got 12.4 ms (-5.3 %, allowed 1e-9)");
  }

  @Test
  void abortsWhatFollowsAFailure() {
    NotebookVerdict verdict =
        check(
            Notebook.of(
                "trn3",
                "Trn3",
                "java",
                List.of(
                    Cell.code("bad", "throw new IllegalStateException(\"no chips\");"),
                    Cell.code("after", "1"))));

    assertThat(verdict.cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.FAILED, Status.ABORTED);
    assertThat(verdict.cells().get(0).messages().get(0))
        .contains("IllegalStateException")
        .contains("no chips");
  }
}
