package dev.trn3.notebook.run;

import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.format.Notebook;
import java.nio.file.Path;

/**
 * Runs all cells of a notebook in a kernel of its own.
 *
 * <pre>{@code
 * NotebookRun run = new NotebookRunner(spec, RunOptions.DEFAULTS).run(notebook, RunListener.SILENT);
 * run.notebook().write(Path.of("executed.ipynb"));
 * }</pre>
 */
public final class NotebookRunner {

  private final KernelSpec kernel;
  private final RunOptions options;
  private final CellRange range;

  /** A runner that starts this kernel for each notebook. */
  public NotebookRunner(KernelSpec kernel, RunOptions options) {
    this(kernel, options, CellRange.ALL);
  }

  private NotebookRunner(KernelSpec kernel, RunOptions options, CellRange range) {
    this.kernel = kernel;
    this.options = options;
    this.range = range;
  }

  /** This runner for some cells. The others are not run and keep what they hold. */
  public NotebookRunner only(CellRange cells) {
    return new NotebookRunner(kernel, options, cells);
  }

  /**
   * Runs the notebook from top to bottom, until its end or the first cell that fails.
   *
   * <p>Interrupting the thread stops the running cell; what was shown until then is in the result.
   *
   * @throws dev.trn3.notebook.client.KernelStartException where the kernel does not come up
   * @throws IllegalArgumentException where the notebook is of another language than the kernel, or
   *     lacks a cell that the range names
   */
  public NotebookRun run(Notebook notebook, RunListener listener) {
    KernelFit.check(notebook, kernel);
    range.check(notebook);
    Notebook injected = options.parameters().injectInto(notebook);
    try (NotebookSession session =
        NotebookSession.start(injected, kernel, options, folderOf(notebook))) {
      listener.started(injected);
      session.runAll(range, listener);
      return session.result();
    }
  }

  /** Relative paths in cells are relative to the notebook, as in Jupyter. */
  public static Path folderOf(Notebook notebook) {
    return notebook
        .file()
        .map(Path::toAbsolutePath)
        .map(Path::getParent)
        .orElseGet(() -> Path.of("").toAbsolutePath());
  }
}
