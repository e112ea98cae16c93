package dev.trn3.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.Python;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class RunningNotebooksTest {
  static Notebook python(String... sources) {
    List<Cell> cells = new ArrayList<>();
    for (String source : sources) {
      cells.add(Cell.code("c" + (cells.size() + 1), source));
    }
    return Notebook.of("python3", "Python 3", "python", cells);
  }

  static NotebookRun run(Notebook notebook) {
    return new NotebookRunner(Python.kernel(), RunOptions.DEFAULTS)
        .run(notebook, RunListener.SILENT);
  }

  @Test
  void keepsOutputsAsAFrontEndShowsThem() {
    NotebookRun run =
        run(
            python(
                "for i in range(5): print(i, flush=True)",
                """
                from IPython.display import display, clear_output
                print('gone')
                clear_output()
                h = display('first', display_id=True)
                print('10%\\r20%\\r30%')
                """,
                "h.update('second')",
                "40 + 2"));

    assertThat(run.passed()).isTrue();
    List<Cell> cells = run.notebook().cells();
    assertThat(cells.get(0).outputs()).hasSize(1);
    assertThat(cells.get(0).outputs().get(0).streamText()).isEqualTo("0\n1\n2\n3\n4\n");
    assertThat(cells.get(1).outputs()).hasSize(2);
    assertThat(cells.get(1).outputs().get(0).text("text/plain")).isEqualTo("'second'");
    assertThat(cells.get(1).outputs().get(1).streamText()).isEqualTo("30%\n");
    assertThat(cells.get(2).outputs()).isEmpty();
    assertThat(cells.get(3).outputs().get(0).kind()).isEqualTo(Output.Kind.RESULT);
    assertThat(cells)
        .extracting(cell -> cell.executionCount().orElse(0))
        .containsExactly(1, 2, 3, 4);
    assertThat(run.notebook().metadata().path("language_info").has("version")).isFalse();
  }

  @Test
  void endsAtTheFirstErrorAndKeepsWhatRan() {
    NotebookRun run = run(python("1", "1/0", "2"));

    assertThat(run.failure().orElseThrow().outcome())
        .isInstanceOfSatisfying(
            CellRun.Outcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo("ZeroDivisionError: division by zero"));
    assertThat(run.notebook().cells().get(1).outputs().get(0).errorName())
        .isEqualTo("ZeroDivisionError");
    assertThat(run.notebook().cells().get(2).executionCount()).isEmpty();
  }

  @Test
  void goesOnAfterAnErrorThatIsExpected() {
    Notebook notebook = python("1/0", "2");
    Cell raising = notebook.cells().get(0).withTag("raises-exception");

    assertThat(run(notebook.withCell(raising)).passed()).isTrue();
    assertThat(run(python("1").withCell(Cell.code("c1", "1").withTag("raises-exception"))).passed())
        .isFalse();
  }

  @Test
  void leavesOutCellsThatAskForIt() {
    Notebook notebook = python("1/0", "2");
    NotebookRun run = run(notebook.withCell(notebook.cells().get(0).withTag("skip-execution")));

    assertThat(run.passed()).isTrue();
    assertThat(run.cells().get(0).outcome()).isInstanceOf(CellRun.Outcome.Skipped.class);
  }

  @Test
  void putsParametersAfterTheirDefaults() {
    Notebook notebook = python("n = 1\ns = ''\nb = False", "print(n * 2, s, b)");
    Cell defaults = notebook.cells().get(0).withTag(Parameters.DEFAULTS);
    Parameters parameters = Parameters.parse(List.of("n=21", "s=a \"b\"", "b=true"));

    NotebookRun run =
        new NotebookRunner(Python.kernel(), RunOptions.DEFAULTS.withParameters(parameters))
            .run(notebook.withCell(defaults), RunListener.SILENT);

    assertThat(run.notebook().cells()).hasSize(3);
    assertThat(run.notebook().cells().get(1).tags()).containsExactly(Parameters.INJECTED);
    assertThat(run.notebook().cells().get(2).outputs().get(0).streamText())
        .isEqualTo("42 a \"b\" True\n");
  }

  @Test
  void stopsACellAndANotebookThatTakeTooLong() {
    Duration brief = Duration.ofMillis(300);

    assertThat(reason(RunOptions.DEFAULTS.withCellTimeout(brief)))
        .isEqualTo("still running after 300 ms, interrupted: import time");
    assertThat(reason(RunOptions.DEFAULTS.withNotebookTimeout(brief)))
        .isEqualTo("the notebook was not done after 300 ms, interrupted: import time");
  }

  /** Why a notebook fails that would take a minute. */
  private static String reason(RunOptions options) {
    NotebookRun run =
        new NotebookRunner(Python.kernel(), options)
            .run(python("import time\ntime.sleep(60)", "1"), RunListener.SILENT);
    return ((CellRun.Outcome.Failed) run.failure().orElseThrow().outcome()).reason();
  }

  @Test
  void refusesANotebookOfAnotherLanguage() {
    Notebook java = Notebook.of("trn3", "Trn3", "java", List.of(Cell.code("a", "1")));
    KernelSpec python = KernelSpec.of("python3", "python", List.of("x", "{connection_file}"));

    assertThatThrownBy(
            () -> new NotebookRunner(python, RunOptions.DEFAULTS).run(java, RunListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "notebook is written in java for the kernel \"trn3\", and \"python3\" runs python;"
                + " run it with --kernel trn3, or change its kernelspec in Jupyter"
                + " (Kernel > Change kernel)");
  }
}
