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
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class RunningNotebooksTest {

  private static Notebook python(String... sources) {
    List<Cell> cells = new ArrayList<>();
    for (String source : sources) {
      cells.add(Cell.code("c" + (cells.size() + 1), source));
    }
    return Notebook.of("python3", "Python 3", "python", cells);
  }

  /** As if each cell had run. */
  private static Notebook numbered(Notebook notebook) {
    return notebook.withCells(
        notebook.cells().stream().map(cell -> cell.withExecutionCount(OptionalInt.of(1))).toList());
  }

  private static NotebookRun run(Notebook notebook) {
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
  void goesOnWhereAnEarlierRunEnded() {
    Notebook notebook =
        python(
            "n = 1",
            "print('slow')",
            "import pathlib; print(1 / n)",
            "print('last', n)",
            "print('not asked for')");
    notebook = notebook.withCell(notebook.cells().get(0).withTag("parameters"));
    Notebook earlier = run(python("n = 1", "print('slow')", "1 / 0")).notebook();
    CellRange range = new CellRange(Optional.of("c3"), Optional.of("c4"));

    NotebookRun run =
        new NotebookRunner(Python.kernel(), RunOptions.DEFAULTS)
            .only(range)
            .run(range.resumed(notebook, earlier), RunListener.SILENT);

    assertThat(run.passed()).isTrue();
    assertThat(run.notebook().cells().subList(1, 5))
        .extracting(
            cell -> cell.outputs().stream().map(Output::streamText).reduce("", String::concat))
        .containsExactly("slow\n", "1.0\n", "last 1\n", "");
    assertThat(run.notebook().cells().get(1).executionCount()).hasValue(2);
  }

  @Test
  void goesOnOnlyWhereNothingAboveHasChanged() {
    Notebook notebook = python("1", "2", "3");
    CellRange range = new CellRange(Optional.of("c3"), Optional.empty());

    assertThatThrownBy(() -> range.resumed(notebook, numbered(python("1", "20"))))
        .hasMessage("notebook: cell \"c2\" has changed since notebook; go on from that one");
    assertThatThrownBy(() -> new CellRange(Optional.of("c9"), Optional.empty()).check(notebook))
        .hasMessage("notebook has no code cell \"c9\"; there are c1, c2, c3");
    assertThatThrownBy(() -> new CellRange(Optional.of("c3"), Optional.of("c1")).check(notebook))
        .hasMessage("notebook: cell \"c1\" is above cell \"c3\", so nothing would run; swap them");
  }

  @Test
  void goesOnOnlyBelowCellsThatRan() {
    Notebook notebook = python("1", "2", "3", "4");
    Notebook earlier =
        numbered(notebook).withCell(Cell.code("c3", "3")).withCell(Cell.code("c4", "4"));
    CellRange range = new CellRange(Optional.of("c4"), Optional.empty());

    assertThatThrownBy(() -> range.resumed(notebook, earlier))
        .hasMessage("notebook: cell \"c3\" did not run in notebook; begin with that one");
    assertThatThrownBy(() -> range.resumed(notebook, numbered(python("1", "2"))))
        .hasMessage("notebook: cell \"c3\" did not run in notebook; begin with that one");
    Notebook skipping = notebook.withCell(notebook.cells().get(2).withTag("skip-execution"));
    assertThat(range.resumed(skipping, earlier).cells().get(1).executionCount()).hasValue(1);
  }

  @Test
  void goesOnOnceMoreWhereAnEarlierRunBegan() {
    Notebook notebook = python("1", "2", "3");
    CellRange range = new CellRange(Optional.of("c3"), Optional.empty());
    Notebook earlier = notebook.withCell(numbered(notebook).cells().get(2));

    assertThat(range.resumed(notebook, earlier)).isSameAs(notebook);
  }

  @Test
  void doesNotGoOnBelowAFailureWhereCellsFurtherBelowHoldWhatRanBefore() {
    Notebook notebook = numbered(python("1", "1 / 0", "3", "4"));
    NotebookRun failed =
        new NotebookRunner(Python.kernel(), RunOptions.DEFAULTS)
            .only(new CellRange(Optional.empty(), Optional.of("c3")))
            .run(notebook, RunListener.SILENT);
    CellRange range = new CellRange(Optional.of("c4"), Optional.empty());

    assertThat(failed.notebook().cells())
        .extracting(cell -> cell.executionCount().isPresent())
        .containsExactly(true, true, false, true);
    assertThatThrownBy(() -> range.resumed(notebook, failed.notebook()))
        .hasMessage("notebook: cell \"c3\" did not run in notebook; begin with that one");
  }

  @Test
  void aRunBegunBelowMayHaveRunParametersAndKeptCellsThatAreNeverRun() {
    Notebook notebook = python("n = 1", "2", "3", "4");
    List<Cell> cells = notebook.cells();
    Notebook tagged =
        notebook
            .withCell(cells.get(0).withTag("parameters"))
            .withCell(cells.get(1).withTag("skip-execution"));
    Notebook earlier = numbered(tagged).withCell(cells.get(2));
    CellRange range = new CellRange(Optional.of("c4"), Optional.empty());

    assertThat(range.resumed(tagged, earlier).cells())
        .extracting(cell -> cell.executionCount().isPresent())
        .containsExactly(false, true, false, false);
  }

  @Test
  void keepsWhatCellsBelowTheRangeHoldAlsoWhereOneInItFails() {
    Notebook notebook = python("1/0", "2", "3");
    Cell below =
        notebook.cells().get(2).withOutputs(List.of(Output.stream("stdout", "from before\n")));
    CellRange range = new CellRange(Optional.empty(), Optional.of("c2"));

    NotebookRun run =
        new NotebookRunner(Python.kernel(), RunOptions.DEFAULTS)
            .only(range)
            .run(notebook.withCell(below), RunListener.SILENT);

    assertThat(run.passed()).isFalse();
    assertThat(run.notebook().cells().get(1).outputs()).isEmpty();
    assertThat(run.notebook().cells().get(2).outputs())
        .extracting(Output::streamText)
        .containsExactly("from before\n");
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
  void keepsTheTypesThatDefaultsAreDeclaredWith() {
    Cell defaults =
        Cell.code(
                "defaults",
                """
                double hours = 1.5; // of a day
                int servers = 1;
                String name = "a";
                Precision precision = BF16;
                var rate = 0.5;
                var label = "x";
                Map<String, Integer> sizes = Map.of();
                """)
            .withTag(Parameters.DEFAULTS);
    Parameters parameters =
        Parameters.parse(
            List.of(
                "hours=2",
                "servers=4",
                "name=7",
                "precision=MXFP8",
                "rate=2",
                "label=b c",
                "sizes=Map.of(\"a\", 1)"));

    assertThat(
            parameters
                .injectInto(Notebook.of("trn3", "Trn3", "java", List.of(defaults)))
                .cells()
                .get(1)
                .source())
        .isEqualTo(
            """
            // Parameters
            double hours = 2;
            int servers = 4;
            String name = "7";
            Precision precision = MXFP8;
            var rate = 2d;
            var label = "b c";
            Map<String, Integer> sizes = Map.of("a", 1);""");
  }

  @Test
  void refusesAParameterThatTheNotebookDoesNotHave() {
    Cell defaults = Cell.code("defaults", "int servers = 1;").withTag(Parameters.DEFAULTS);
    Notebook notebook = Notebook.of("trn3", "Trn3", "java", List.of(defaults));

    assertThatThrownBy(() -> Parameters.parse(List.of("srevers=4")).injectInto(notebook))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "notebook has no parameter \"srevers\"; its cell tagged parameters has servers");
  }

  @Test
  void writesParametersAsJava() {
    Notebook java = Notebook.of("trn3", "Trn3", "java", List.of());
    Parameters parameters =
        Parameters.parse(
            List.of("i=8", "l=5000000000", "d=0.5", "e=1e9", "t=MXFP8", "q='8'", "f=false"));

    assertThat(parameters.injectInto(java).cells().get(0).source())
        .isEqualTo(
            """
            // Parameters
            var i = 8;
            var l = 5000000000L;
            var d = 0.5;
            var e = 1.0E9;
            var t = "MXFP8";
            var q = "8";
            var f = false;""");
  }

  @Test
  void refusesParametersThatAreNone() {
    assertThatThrownBy(() -> Parameters.parse(List.of("servers")))
        .hasMessage("parameter \"servers\" is not of the form name=value, such as servers=4");
    assertThatThrownBy(() -> Parameters.parse(List.of("a-b=1")))
        .hasMessageContaining("\"a-b\" is no identifier");
  }

  @Test
  void stopsACellAndANotebookThatTakeTooLong() {
    RunOptions brief = RunOptions.DEFAULTS.withCellTimeout(Duration.ofMillis(300));
    NotebookRun run =
        new NotebookRunner(Python.kernel(), brief)
            .run(python("import time\ntime.sleep(60)", "1"), RunListener.SILENT);

    assertThat(run.failure().orElseThrow().outcome())
        .isInstanceOfSatisfying(
            CellRun.Outcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo("still running after 300 ms, interrupted: import time"));
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
