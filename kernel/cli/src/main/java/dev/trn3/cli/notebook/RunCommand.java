package dev.trn3.cli.notebook;

import dev.trn3.cli.ExitCode;
import dev.trn3.cli.Refusal;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.KernelStartException;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.html.NotebookPage;
import dev.trn3.notebook.run.CellRange;
import dev.trn3.notebook.run.CellRun;
import dev.trn3.notebook.run.CellRun.Outcome;
import dev.trn3.notebook.run.NotebookRun;
import dev.trn3.notebook.run.NotebookRunner;
import dev.trn3.notebook.run.Parameters;
import dev.trn3.notebook.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trn3 run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Executes a notebook and shows its tables here, its plots in a page.",
    description = {
      "",
      "The notebook runs in a kernel of its own, in the folder it is in. It is not changed; name",
      "a file by --output to keep what it showed. A parameter replaces a variable of the cell",
      "tagged 'parameters'."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  trn3 run notebooks/quickstart.ipynb",
      "  trn3 run study.ipynb --html study.html --output study.executed.ipynb",
      "  trn3 run study.ipynb -p servers=64 -p precision=MXFP8",
      "  trn3 run study.ipynb --output study.executed.ipynb --from fit   goes on after a failure",
      "",
      "Exit codes: 0 all cells ran; 1 a cell failed, and page and notebook end there; 2 the command",
      "line or the notebook is wrong; 3 the kernel could not start; 130 interrupted."
    })
public final class RunCommand implements Callable<Integer> {

  private static final int INTERRUPTED = 130;
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  @CommandLine.Parameters(paramLabel = "NOTEBOOK", description = "The notebook to execute.")
  private Path file;

  @Option(
      names = "--output",
      paramLabel = "FILE.ipynb",
      description = "Where to write the executed notebook.")
  private Path output;

  @Option(
      names = "--html",
      paramLabel = "FILE.html",
      description = "Where to write a page that needs nothing else, with tables and plots in it.")
  private Path html;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = "A value for the notebook; may be repeated.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "CELL",
      description =
          "Begins with this cell, as after one that failed. Those above are not run, except "
              + "parameters; they keep what the notebook holds, or what FILE.ipynb of --output holds "
              + "from the earlier run. Variables of cells above do not exist.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "CELL",
      description = "Ends with this cell. Those below keep what the notebook holds.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long a cell may run. Default: as long as it takes.")
  private Optional<Long> timeout = Optional.empty();

  @Mixin private KernelOptions kernels = new KernelOptions();

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints one line for each cell, and not what it shows.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    List<Target> targets = new ArrayList<>();
    Optional.ofNullable(output).ifPresent(path -> targets.add(new Target("--output", path)));
    Optional.ofNullable(html).ifPresent(path -> targets.add(new Target("--html", path)));
    targets.forEach(Target::requireWritable);
    requireNotebook(output);
    CellRange range = new CellRange(from, to);
    Notebook notebook = resumed(Kernels.read(file), range);
    RunOptions options = options();
    KernelSpec kernel = kernelFor(notebook, options);
    options.parameters().warning(notebook).ifPresent(w -> System.err.println("Note: " + w));

    NotebookRun run;
    Interruption interruption = Interruption.of(Thread.currentThread());
    try (ProgressLine line = new ProgressLine()) {
      line.show("starting the kernel");
      run =
          new NotebookRunner(kernel, options)
              .only(range)
              .run(notebook, new RunProgress(System.out, line, quiet));
    } catch (KernelStartException e) {
      throw Refusal.notStarted(e.getMessage(), e);
    } finally {
      interruption.end();
    }
    String failure = run.failure().map(RunCommand::reason).orElse("");
    if (output != null) {
      run.notebook().write(output);
    }
    if (html != null) {
      new Target("--html", html).write(NotebookPage.of(run.notebook(), failure));
    }
    targets.forEach(target -> System.err.println("Wrote " + target.file()));
    if (!failure.isEmpty()) {
      System.err.println("trn3: " + file + ", " + failure);
    }
    if (run.interrupted()) {
      return INTERRUPTED;
    }
    return run.passed() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static void requireNotebook(Path output) {
    if (output != null && !output.toString().endsWith(".ipynb")) {
      throw Refusal.usage("--output %s does not end in .ipynb; add that".formatted(output));
    }
  }

  /** The notebook, above the range as an earlier run left it where there is one. */
  private Notebook resumed(Notebook notebook, CellRange range) {
    try {
      range.check(notebook);
      boolean again = from.isPresent() && output != null && Files.exists(output);
      return again ? range.resumed(notebook, Kernels.read(output)) : notebook;
    } catch (IllegalArgumentException e) {
      throw Refusal.usage(e.getMessage(), e);
    }
  }

  private KernelSpec kernelFor(Notebook notebook, RunOptions options) {
    try {
      return Kernels.choose(notebook, kernels.choice(), options.parameters());
    } catch (KernelStartException | IllegalArgumentException e) {
      throw Refusal.usage(e.getMessage(), e);
    }
  }

  private RunOptions options() {
    try {
      Duration limit = timeout.map(seconds -> Seconds.of("--timeout", seconds)).orElse(NO_LIMIT);
      return RunOptions.DEFAULTS
          .withCellTimeout(limit)
          .withNotebookTimeout(NO_LIMIT)
          .withParameters(Parameters.parse(parameters));
    } catch (IllegalArgumentException e) {
      throw Refusal.usage(e.getMessage(), e);
    }
  }

  private static String reason(CellRun run) {
    String reason = run.outcome() instanceof Outcome.Failed failed ? failed.reason() : "";
    return "line %d (cell %s): %s".formatted(run.cell().line(), run.cell().id(), reason);
  }
}
