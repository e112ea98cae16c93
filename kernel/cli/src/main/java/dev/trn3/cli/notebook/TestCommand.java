package dev.trn3.cli.notebook;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.ExitCode;
import dev.trn3.cli.Refusal;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookFiles;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.format.NotebookFormatException;
import dev.trn3.notebook.run.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trn3 test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    header = "Runs notebooks and compares what each cell shows with what is stored.",
    description = {
      "",
      "Compared by meaning, not by bytes: numbers within their printed digits, tables by cells,",
      "plots by their data. Each difference is one line with file, line and cell."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  trn3 test notebooks",
      "  trn3 test study.ipynb --bless        store what it shows now",
      "",
      "Exit codes: 0 all as stored; 1 something differs or failed; 2 the command line or a notebook",
      "is wrong; 3 the kernel could not start."
    })
public final class TestCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR|NOTEBOOK",
      arity = "1..*",
      description = "Notebooks, and folders of notebooks.")
  private List<Path> paths;

  @Option(
      names = "--bless",
      description = "Stores what the cells show now, where none failed, instead of comparing.")
  private boolean bless;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long a cell may run that does not say so itself. Default: 60.")
  private long timeout;

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "An argument of the JVM that runs your code, as -Xmx16g; may be repeated.")
  private List<String> jvmArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    RunOptions options;
    Set<Path> files = new LinkedHashSet<>();
    try {
      options = RunOptions.DEFAULTS.withCellTimeout(Duration.ofSeconds(timeout));
      for (Path path : paths) {
        files.addAll(NotebookFiles.in(path));
      }
    } catch (NotebookFormatException | IllegalArgumentException e) {
      throw Refusal.usage(e.getMessage(), e);
    }
    if (files.isEmpty()) {
      throw Refusal.usage("there is no notebook in " + paths.get(0));
    }
    KernelChoice kernels = Kernels.of(Distribution.current(), jvmArguments);
    List<NotebookCheck> checks =
        files.stream().map(file -> NotebookCheck.of(Kernels.read(file), kernels, options)).toList();
    List<NotebookVerdict> verdicts = new ArrayList<>();
    try (ProgressLine line = new ProgressLine()) {
      TestProgress progress = new TestProgress(System.out, line, bless);
      for (NotebookCheck check : checks) {
        NotebookVerdict verdict = check.run(progress);
        verdicts.add(verdict);
        if (bless) {
          bless(verdict);
        }
      }
    }
    System.out.println(TestProgress.summary(verdicts));
    return exitCode(verdicts);
  }

  /** Stores what was shown, unless a cell failed. */
  private static void bless(NotebookVerdict verdict) throws IOException {
    Path file = verdict.stored().file().orElseThrow();
    if (verdict.count(Status.FAILED) > 0 || !verdict.kernelStarted()) {
      System.out.println("Not stored, because it failed: " + file);
    } else if (verdict.executed().isStoredIn(file)) {
      System.out.println("Already stored: " + file);
    } else {
      verdict.executed().write(file);
      System.out.println("Stored: " + file);
    }
  }

  private int exitCode(List<NotebookVerdict> verdicts) {
    if (verdicts.stream().anyMatch(verdict -> !verdict.kernelStarted())) {
      return ExitCode.NOT_STARTED;
    }
    boolean good =
        bless
            ? verdicts.stream().flatMap(v -> v.cells().stream()).noneMatch(TestCommand::failed)
            : verdicts.stream().allMatch(NotebookVerdict::passed);
    return good ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static boolean failed(CellVerdict cell) {
    return cell.status() == Status.FAILED;
  }
}
