package dev.trn3.notebook.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.notebook.client.Execution;
import dev.trn3.notebook.client.Interpreter;
import dev.trn3.notebook.client.Kernel;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.client.Spelled;
import dev.trn3.notebook.client.Succession;
import dev.trn3.notebook.embedded.EmbeddedJava;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import dev.trn3.notebook.run.CellRun.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A notebook and its kernel, cell by cell. Used by one thread at a time. */
public final class NotebookSession implements AutoCloseable {

  /** A cell that ran, and its outputs as later updates leave them. */
  private record Ran(CellRun run, Outputs outputs) {}

  private static final Duration LAST_WORDS_LIMIT = Duration.ofSeconds(20);

  private final Notebook notebook;
  private final Interpreter kernel;
  private final RunOptions options;
  private final String lastWords;
  private final long deadline;
  private final Outputs.Displays displays = new Outputs.Displays();
  private final Map<String, Ran> done = new LinkedHashMap<>();
  private Execution last; // Null before the first cell.
  private boolean interrupted;

  private NotebookSession(
      Notebook notebook, Interpreter kernel, RunOptions options, String lastWords) {
    this.lastWords = lastWords;
    this.notebook = notebook;
    this.kernel = kernel;
    this.options = options;
    this.deadline = System.nanoTime() + options.notebookTimeout().toNanos();
  }

  /**
   * Starts a kernel for the notebook. The parameters of the options are not put in here.
   *
   * @param folder the working directory of the kernel
   * @throws dev.trn3.notebook.client.KernelStartException where the kernel does not come up
   */
  public static NotebookSession start(
      Notebook notebook, KernelSpec kernel, RunOptions options, Path folder) {
    return start(
        notebook, kernel, options, () -> Kernel.start(kernel, folder, options.startTimeout()));
  }

  /** As above; the kernel may share the process of others, beside and after them. */
  public static NotebookSession start(
      Notebook notebook,
      KernelSpec kernel,
      RunOptions options,
      Path folder,
      Succession succession) {
    return start(
        notebook, kernel, options, () -> succession.start(kernel, folder, options.startTimeout()));
  }

  private static NotebookSession start(
      Notebook notebook, KernelSpec kernel, RunOptions options, Supplier<Kernel> starts) {
    Interpreter started = EmbeddedJava.isWantedFor(kernel) ? EmbeddedJava.start() : starts.get();
    String lastWords = started instanceof Kernel ? OwnKernel.lastWords(kernel) : "";
    return new NotebookSession(notebook, started, options, lastWords);
  }

  /** Runs the code cells of a range in order until one fails or the thread is interrupted. */
  void runAll(CellRange range, RunListener listener) {
    List<Cell> cells = notebook.cells().stream().filter(Cell::isRunnable).toList();
    int position = 0;
    for (Cell cell : cells) {
      listener.running(cell, ++position, cells.size());
      CellRun run =
          range
              .reason(notebook, cell)
              .map(reason -> skipped(cell, reason))
              .orElseGet(() -> run(cell));
      listener.finished(run);
      if (run.failed()) {
        // Those out of the range keep what they hold also where the run does not get to them.
        for (Cell rest : cells.subList(position, cells.size())) {
          range.reason(notebook, rest).ifPresent(reason -> skipped(rest, reason));
        }
        return;
      }
    }
  }

  /** Runs one cell. Cells tagged {@code skip-execution} are left as they are. */
  public CellRun run(Cell cell) {
    return run(cell, options.cellTimeout());
  }

  /** Runs one cell within this time. */
  public CellRun run(Cell cell, Duration cellTimeout) {
    if (cell.tags().contains("skip-execution")) {
      return skipped(cell, "tagged skip-execution");
    }
    Outputs outputs = new Outputs(displays);
    CellRun run = execute(cell, cellTimeout, outputs);
    done.put(cell.id(), new Ran(run, outputs));
    return run;
  }

  private CellRun skipped(Cell cell, String reason) {
    CellRun run = new CellRun(cell, new Outcome.Skipped(reason), Duration.ZERO);
    done.put(cell.id(), new Ran(run, new Outputs(displays)));
    return run;
  }

  private CellRun execute(Cell cell, Duration cellTimeout, Outputs outputs) {
    long start = System.nanoTime();
    Duration left = Duration.ofNanos(Math.max(1, deadline - start));
    boolean notebookFirst = left.compareTo(cellTimeout) < 0;
    Duration limit = notebookFirst ? left : cellTimeout;
    Execution end = kernel.execute(cell.source(), cell.id(), limit, outputs::accept);
    last = end;
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    Cell executed = cell.withOutputs(outputs.outputs()).withExecutionCount(count(end));
    return new CellRun(executed, outcome(cell, end, notebookFirst), elapsed);
  }

  private static OptionalInt count(Execution end) {
    if (end instanceof Execution.Succeeded succeeded) {
      return OptionalInt.of(succeeded.count());
    }
    return end instanceof Execution.Failed failed
        ? OptionalInt.of(failed.count())
        : OptionalInt.empty();
  }

  private Outcome outcome(Cell cell, Execution end, boolean notebookFirst) {
    boolean mayRaise =
        cell.tags().contains("raises-exception") || cell.tags().contains("nbval-raises-exception");
    if (end instanceof Execution.Succeeded) {
      return mayRaise
          ? new Outcome.Failed("raised nothing, though it is tagged raises-exception", "", end)
          : new Outcome.Passed();
    }
    if (end instanceof Execution.Failed failed) {
      return mayRaise
          ? new Outcome.Passed()
          : new Outcome.Failed(
              failed.message().isEmpty() ? failed.name() : failed.name() + ": " + failed.message(),
              String.join("\n", failed.traceback()),
              end);
    }
    if (end instanceof Execution.TimedOut late) {
      return new Outcome.Failed(lateness(cell, late, notebookFirst), late.threadDump(), end);
    }
    if (end instanceof Execution.Died died) {
      return new Outcome.Failed(died.message(), "", end);
    }
    if (end instanceof Execution.Interrupted) {
      interrupted = true;
      return new Outcome.Failed("interrupted", "", end);
    }
    if (end instanceof Execution.Broken broken) {
      return new Outcome.Failed(broken.reason(), "", end);
    }
    throw new AssertionError(end);
  }

  private String lateness(Cell cell, Execution.TimedOut late, boolean notebookFirst) {
    String after =
        notebookFirst
            ? "the notebook was not done after " + Spelled.duration(options.notebookTimeout())
            : "still running after " + Spelled.duration(late.limit());
    String then = late.interrupted() ? "interrupted" : "did not react to an interrupt, killed";
    String first = cell.source().strip().lines().findFirst().orElse("");
    return "%s, %s: %s".formatted(after, then, first);
  }

  /** Everything so far: the notebook with the outputs of the cells that ran. */
  public NotebookRun result() {
    List<CellRun> runs = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    for (Cell cell : notebook.cells()) {
      Ran ran = done.get(cell.id());
      if (ran != null) {
        CellRun latest = withLateUpdates(ran);
        runs.add(latest);
        cells.add(latest.cell());
      } else if (cell.kind() == Cell.Kind.CODE) {
        cells.add(cell.withOutputs(List.of()).withExecutionCount(OptionalInt.empty()));
      } else {
        cells.add(cell);
      }
    }
    Notebook executed = notebook.withCells(cells);
    return new NotebookRun(withLanguage(executed), runs, interrupted);
  }

  /** A later cell may have updated a display of this one. */
  private static CellRun withLateUpdates(Ran ran) {
    if (ran.run().outcome() instanceof Outcome.Skipped) {
      return ran.run();
    }
    List<Output> latest = ran.outputs().outputs();
    return new CellRun(
        ran.run().cell().withOutputs(latest), ran.run().outcome(), ran.run().elapsed());
  }

  /**
   * Notes the language where the notebook does not yet name it. Its version is left out: it differs
   * from machine to machine.
   */
  private Notebook withLanguage(Notebook executed) {
    ObjectNode metadata = executed.metadata();
    if (metadata.path("language_info").path("name").asText("").isEmpty()
        && kernel.info().path("language_info") instanceof ObjectNode info) {
      info.remove("version");
      metadata.set("language_info", info);
      return executed.withMetadata(metadata);
    }
    return executed;
  }

  /** Whether the kernel can run another cell. */
  public boolean isAlive() {
    return kernel.isAlive();
  }

  /**
   * How the last cell ended, where the process ended under it while other kernels ran there, one of
   * which may be to blame. Empty where this thread is interrupted: then nobody asks who is.
   */
  public Optional<Execution.Died> lostWithOthers() {
    return last instanceof Execution.Died died
            && kernel instanceof Kernel process
            && process.isLostWithOthers()
            && !Thread.currentThread().isInterrupted()
        ? Optional.of(died)
        : Optional.empty();
  }

  /** What the kernel said about itself. */
  public ObjectNode kernelInfo() {
    return kernel.info();
  }

  /** Shuts the kernel down, on a thread of these where a process ends with it. */
  public void end(Executor ends) {
    if (kernel instanceof Kernel process && !process.hasHeir()) {
      ends.execute(this::close);
    } else {
      close();
    }
  }

  /** Shuts the kernel down. */
  @Override
  public void close() {
    if (!lastWords.isEmpty() && kernel.isAlive()) {
      Execution end = kernel.execute(lastWords, "", LAST_WORDS_LIMIT, message -> {});
      if (!(end instanceof Execution.Succeeded)) {
        System.err.println("what this notebook covers could not be written: " + end);
      }
    }
    kernel.close();
  }
}
