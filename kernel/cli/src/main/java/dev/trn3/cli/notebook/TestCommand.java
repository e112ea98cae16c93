package dev.trn3.cli.notebook;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.Refusal;
import dev.trn3.cli.jupyter.KernelProgram;
import dev.trn3.cli.jupyter.Kernelspec;
import dev.trn3.cli.jupyter.WarmStart;
import dev.trn3.kernel.session.StateFolder;
import dev.trn3.notebook.BlessRefusedException;
import dev.trn3.notebook.NotebookTesting;
import dev.trn3.notebook.TestOptions;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.client.KernelStartException;
import dev.trn3.notebook.format.NotebookFormatException;
import dev.trn3.notebook.run.Parameters;
import dev.trn3.notebook.run.RunOptions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trn3 test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Runs notebooks and compares what each cell shows with what is stored.",
    description = {
      "",
      "Compared by meaning, not by bytes: tables by their cells, plots by their data, images by",
      "their looks, numbers within 1e-9 or what a cell allows in its metadata, as",
      "\"trn3\": {\"tolerance\": \"1%%\"}. Each difference is one line with file, line and cell. Beside",
      "a notebook study.ipynb, study.matrix.json may hold rows of parameters to run it with."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  trn3 test notebooks",
      "  trn3 test notebooks --only memory#roofline --html report.html",
      "  trn3 test study.ipynb --bless          stores what it shows now",
      "  trn3 test study.ipynb -p servers=4     with another value than its 'parameters' cell has",
      "",
      "Exit codes: 0 all as stored; 1 something differs, which --bless may make right; 2 the command",
      "line or a notebook is wrong; 3 a kernel could not start; 4 a cell failed, or a tag or directive of",
      "it is misspelt, so that it wants mending; 130 interrupted."
    })
public final class TestCommand implements Callable<Integer> {

  @CommandLine.Parameters(
      paramLabel = "DIR|NOTEBOOK",
      arity = "1..*",
      description = "Notebooks, and folders of notebooks.")
  private List<Path> paths;

  @Option(
      names = "--bless",
      description =
          "Stores what the cells show now, where none failed, instead of complaining. Refused where "
              + "the variable CI is true.")
  private boolean bless;

  @Option(
      names = "--only",
      paramLabel = "NOTEBOOK#CELL",
      description =
          "Compares this cell alone, after running what stands above it. NOTEBOOK alone and #CELL "
              + "alone are understood, as is NOTEBOOK#..CELL for all up to that one; may be repeated.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--changed",
      description =
          "Leaves out notebooks that passed before with --changed and have not changed since, nor "
              + "the kernel or the libraries. Files that a notebook reads are not looked at.")
  private boolean changed;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description =
          "A value for the notebooks; may be repeated. What they show with it is compared with what "
              + "--bless stored for it, in the folder NOTEBOOK.matrix.")
  private List<String> parameters = new ArrayList<>();

  @Mixin private ReportOptions reports = new ReportOptions();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where to write all executed notebooks. Without it, those that did not pass are kept in "
              + "a folder that is named then.")
  private Path output;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "How many notebooks run at once. Default: one more than processors.")
  private Optional<Integer> parallel = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long a cell may run that does not say so itself. Default: 60.")
  private long timeout;

  @Option(
      names = "--notebook-timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long a notebook may run. Default: 600.")
  private long notebookTimeout;

  @Option(
      names = "--start-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long a kernel may take to start. Default: 30.")
  private long startTimeout;

  @Option(
      names = "--no-lint",
      description =
          "Does not look at the notebooks themselves: ids, order of execution, absolute paths, "
              + "oversized outputs, dead links.")
  private boolean noLint;

  @Option(
      names = "--lax",
      description =
          "Only runs the cells, and compares none but those tagged nbval-check-output. The notebooks "
              + "need hold no outputs, and are not looked at as --no-lint says.")
  private boolean lax;

  @Mixin private KernelOptions kernels = new KernelOptions();

  @Option(
      names = "--without-archives",
      hidden = true,
      description =
          "Makes no archives for a warm start of the kernel. For the run of which the command's own"
              + " archive is made, which nobody has asked for.")
  private boolean withoutArchives;

  @Option(
      names = {"-v", "--verbose"},
      description = "Prints a line for each cell, also for those that passed.")
  private boolean verbose;

  @Override
  public Integer call() {
    reports.requireWritable();
    Optional.ofNullable(output).ifPresent(dir -> new Target("--output", dir).requireFolder());

    TestResult result;
    Interruption interruption = Interruption.of(Thread.currentThread());
    try (ProgressLine line = new ProgressLine()) {
      TestOptions options = options();
      List<NotebookCheck> checks = NotebookTesting.checks(options);
      if (!withoutArchives && prepared(checks, line)) {
        options = options();
        checks = NotebookTesting.checks(options);
      }
      result = NotebookTesting.run(checks, options, new TestProgress(System.out, line, verbose));
    } catch (NotebookFormatException
        | KernelStartException
        | BlessRefusedException
        | IllegalArgumentException e) {
      throw Refusal.usage(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw Refusal.failed(e.getMessage(), e);
    } finally {
      interruption.end();
    }
    result.blessed().forEach(file -> System.out.println("Stored: " + file));
    if (output == null) {
      result.kept().forEach(file -> System.err.println("Kept what ran: " + file));
    }
    reports.tellWritten();
    System.out.println(result.summary());
    return result.exitCode();
  }

  /** Makes archives for our kernel where it runs for the first time since it was built. */
  private static boolean prepared(List<NotebookCheck> checks, ProgressLine line) {
    WarmStart archives = WarmStart.of(Distribution.current());
    if (archives.isDone() || checks.stream().noneMatch(TestCommand::isForOurs)) {
      return false;
    }
    line.show("preparing the kernel for a warm start, once");
    archives.provide(KernelProgram.of(Distribution.current(), List.of()));
    line.clear();
    return true;
  }

  private static boolean isForOurs(NotebookCheck check) {
    try {
      return check.kernel().name().equals(Kernelspec.DEFAULT_NAME);
    } catch (KernelStartException e) {
      return false; // Said when its turn comes.
    }
  }

  private TestOptions options() {
    RunOptions run =
        new RunOptions(
            Seconds.of("--timeout", timeout),
            Seconds.of("--start-timeout", startTimeout),
            Seconds.of("--notebook-timeout", notebookTimeout),
            Parameters.parse(parameters));
    Path state = StateFolder.ofThisUser();
    TestOptions options =
        TestOptions.of(kernels.choice(), paths.toArray(Path[]::new))
            .withRun(run)
            .withOnly(only)
            .withKept(
                output != null
                    ? new TestOptions.Kept(output, true)
                    : new TestOptions.Kept(state.resolve("notebooks"), false));
    options = parallel.map(options::withParallel).orElse(options);
    options = reports.html().map(Target::file).map(options::withHtml).orElse(options);
    options = reports.junitXml().map(Target::file).map(options::withJunitXml).orElse(options);
    options = changed ? options.withChanged(state.resolve("passed-notebooks.json")) : options;
    options = noLint ? options.withoutLint() : options;
    options = lax ? options.laxly() : options;
    return bless ? options.blessing() : options;
  }
}
