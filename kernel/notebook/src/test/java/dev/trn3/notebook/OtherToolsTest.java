package dev.trn3.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.protocol.Json;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.StoredRuns;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.client.Python;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.run.NotebookRunner;
import dev.trn3.notebook.run.RunListener;
import dev.trn3.notebook.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notebooks go back and forth between ours and Jupyter's own tools. */
@Tag("once")
class OtherToolsTest {

  private static final String VALIDATE =
      "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], as_version=4))";
  private static final String EXECUTE =
      """
      import nbformat, nbclient, sys
      nb = nbformat.read(sys.argv[1], as_version=4)
      nbclient.NotebookClient(nb, timeout=120, kernel_name=sys.argv[3]).execute()
      nbformat.write(nb, sys.argv[2])
      """;

  @TempDir Path folder;

  private String python(String program, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of(Python.COMMAND, "-c", program));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JUPYTER_PATH", folder.toString());
    builder.environment().put("PYDEVD_DISABLE_FILE_VALIDATION", "1");
    int code = builder.start().waitFor();
    assertThat(code).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  private static Notebook java() {
    return Notebook.of(
        "trn3",
        "Trn3",
        "java",
        List.of(
            Cell.markdown("title", "# Both ways"),
            Cell.code("print", "for (int i = 0; i < 3; i++) System.out.println(\"é \" + i);"),
            Cell.code("value", "Math.PI"),
            Cell.code("wrong", "throw new IllegalStateException(\"12 chips\");")
                .withTag("raises-exception")));
  }

  private static NotebookVerdict check(Notebook stored, KernelSpec kernel) {
    return NotebookCheck.of(stored, KernelChoice.always(kernel), RunOptions.DEFAULTS)
        .run(CheckListener.SILENT);
  }

  @Test
  void whatOursWritesIsValid() throws IOException, InterruptedException {
    Python.require("nbformat");
    Path file = folder.resolve("ours.ipynb");

    new NotebookRunner(OwnKernel.onClassPath(), RunOptions.DEFAULTS)
        .run(java(), RunListener.SILENT)
        .notebook()
        .write(file);

    assertThat(python(VALIDATE, file)).doesNotContain("Error");
    python(
        "import nbformat, sys; a=sys.argv; nbformat.write(nbformat.read(a[1], 4), a[2])",
        file,
        folder.resolve("theirs.ipynb"));
    assertThat(folder.resolve("theirs.ipynb")).hasSameTextualContentAs(file);
  }

  @Test
  void whatNbclientExecutedWithOurKernelPassesHere() throws IOException, InterruptedException {
    Python.require("nbclient");
    KernelSpec ours = install();
    Path file = folder.resolve("n.ipynb");
    Path executed = folder.resolve("executed.ipynb");
    java().write(file);

    python(EXECUTE, file, executed, "trn3");

    NotebookVerdict verdict = check(Notebook.read(executed), ours);
    assertThat(verdict.cells()).filteredOn(CellVerdict::isBad).isEmpty();
    assertThat(verdict.cells()).hasSize(3);
  }

  @Test
  void whatOursExecutedPassesNbconvertAndComparesEqual() throws IOException, InterruptedException {
    Python.require("nbconvert");
    KernelSpec ours = install();
    Path file = folder.resolve("ours.ipynb");
    new NotebookRunner(ours, RunOptions.DEFAULTS)
        .run(java(), RunListener.SILENT)
        .notebook()
        .write(file);

    python(
        """
        import sys
        from nbconvert.nbconvertapp import NbConvertApp
        NbConvertApp.launch_instance(
            ["--to", "notebook", "--execute", "--output", "theirs.ipynb", sys.argv[1]])
        """,
        file);

    NotebookVerdict verdict =
        StoredRuns.compared(Notebook.read(file), Notebook.read(folder.resolve("theirs.ipynb")));
    assertThat(verdict.cells()).hasSize(3);
    assertThat(verdict.passed()).as("%s", verdict.cells()).isTrue();
  }

  /** Our kernel where Jupyter finds it. */
  private KernelSpec install() throws IOException {
    KernelSpec ours = OwnKernel.onClassPath();
    var spec = Json.object().put("display_name", "Trn3").put("language", "java");
    spec.put("interrupt_mode", "message");
    ours.argv().forEach(spec.putArray("argv")::add);
    Files.createDirectories(folder.resolve("kernels/trn3"));
    Files.write(folder.resolve("kernels/trn3/kernel.json"), Json.bytes(spec));
    return ours;
  }

  @Test
  void whatNbclientExecutedInPythonPassesHere() throws IOException, InterruptedException {
    Python.require("nbclient");
    Path file = folder.resolve("n.ipynb");
    Path executed = folder.resolve("executed.ipynb");
    Notebook.of(
            "python3",
            "Python 3",
            "python",
            List.of(
                Cell.code("print", "for i in range(3): print(i, flush=True)"),
                Cell.code("object", "class Chip: pass\nChip()"),
                Cell.code("value", "{'a': 1.5, 'b': [1, 2]}"),
                Cell.code("wrong", "1/0").withTag("raises-exception")))
        .write(file);

    python(EXECUTE, file, executed, "python3");

    NotebookVerdict verdict = check(Notebook.read(executed), Python.kernel());
    assertThat(verdict.cells()).filteredOn(CellVerdict::isBad).isEmpty();
    assertThat(verdict.passed()).isTrue();
  }
}
