package dev.trn3.kernel.session;

import com.sun.jdi.VirtualMachine;
import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.debug.Debuggable;
import dev.trn3.kernel.debug.Debugger;
import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.kernel.session.Origins.Origin;
import dev.trn3.kernel.session.WorkerProcess.Refused;
import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** One JShell and the worker in which its snippets run: the variables of a kernel. */
final class JavaSession implements Debuggable, AutoCloseable {

  private final CompilerTurn compiler = new CompilerTurn();
  private final WorkerProcess worker;
  private final RemoteExecution execution;
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final Variables variables;
  private final LiveNames names;
  private final Origins origins = new Origins();
  private final Outputs outputs;
  private final Debugger debugger;

  JavaSession(
      WorkerProcess worker, List<String> compilerOptions, Outputs outputs, Debugger debugger) {
    this.worker = worker;
    this.debugger = debugger;
    this.outputs = outputs;
    execution = new RemoteExecution(worker, compiler);
    shell =
        JShell.builder()
            .executionEngine(new Here(execution), Map.of())
            .compilerOptions(compilerOptions.toArray(new String[0]))
            .build();
    names = LiveNames.of(shell);
    analysis = shell.sourceCodeAnalysis();
    variables = new Variables(shell, worker, names);
  }

  /** Hands JShell the execution that is there already. */
  private record Here(ExecutionControl execution) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "worker";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return execution;
    }
  }

  SourceCodeAnalysis analysis() {
    return analysis;
  }

  @Override
  public JShell shell() {
    return shell;
  }

  @Override
  public VirtualMachine machine() {
    return worker.debuggee().machine();
  }

  @Override
  public SnippetWrapper wrapped(Snippet snippet) {
    return analysis.wrapper(snippet);
  }

  WorkerProcess worker() {
    return worker;
  }

  @Override
  public <T> T compiling(Supplier<T> work) {
    return compiler.take(work);
  }

  /**
   * Evaluates imports that every cell sees; reports on standard error what cannot be imported.
   *
   * <p>JShell takes several on a line as one. It then knows them by the first, so that goes to a
   * class that nobody imports: to import one of the others again must not replace them all.
   */
  void importing(List<String> lines) {
    String all = "import java.lang.AbstractMethodError; " + String.join(" ", lines);
    List<SnippetEvent> events = compiling(() -> shell.eval(all));
    if (events.stream().anyMatch(event -> event.status() != Status.VALID)) {
      lines.forEach(this::importing);
    }
  }

  /** Evaluates one more import, as {@link #importing(List)}. */
  void importing(String line) {
    for (SnippetEvent event : compiling(() -> shell.eval(line))) {
      if (event.status() == Status.REJECTED) {
        String why =
            shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).findFirst().orElse("");
        System.err.println("Start-up import \"" + line + "\" was rejected: " + why);
      }
    }
  }

  /** Makes jars visible to later cells, and to what is running. */
  void addClassPath(String jars) {
    compiling(
        () -> {
          shell.addToClasspath(jars);
          return null;
        });
  }

  long nanosInvoked() {
    return execution.nanosInvoked();
  }

  /** Runs a cell piece by piece, up to the first that fails. */
  Outcome evaluate(Cell cell, Interruption interruption) {
    return compiling(() -> evaluated(cell, interruption));
  }

  private Outcome evaluated(Cell cell, Interruption interruption) {
    execution.cellStarts(cell.shell(), cell.serial());
    String code = cell.code();
    List<Piece> pieces = Piece.of(code, analysis);
    List<Unresolved> unresolved = new ArrayList<>();
    Snippet value = null;
    for (List<Piece> group : Fusion.groups(pieces, code)) {
      if (group.size() > 1) {
        Piece block = Fusion.block(group, code);
        List<SnippetEvent> events = eval(cell, block);
        if (events.stream().noneMatch(event -> event.status() == Status.REJECTED)) {
          Evaluated evaluated = evaluated(cell, block, events, interruption);
          if (evaluated.failure() != null) {
            return evaluated.failure();
          }
          value = null;
          continue;
        }
      }
      for (Piece piece : group) {
        if (interruption.requested()) {
          return Problems.interrupted(interruption.detail());
        }
        if (!piece.completeness().isComplete()
            && piece.completeness() != Completeness.CONSIDERED_INCOMPLETE) {
          return Problems.incomplete(code, cell.count());
        }
        Evaluated evaluated = evaluated(cell, piece, eval(cell, piece), interruption);
        if (evaluated.failure() != null) {
          return evaluated.failure();
        }
        evaluated.unresolved().forEach(snippet -> unresolved.add(new Unresolved(piece, snippet)));
        value = piece.isHidden(code) ? null : evaluated.value();
      }
    }
    Optional<Outcome> undeclared = undeclaredVariable(cell, unresolved);
    if (undeclared.isPresent()) {
      return undeclared.get();
    }
    warnOfUnresolved(cell, unresolved);
    Optional<MimeBundle> bundle =
        value == null ? Optional.empty() : Optional.of(render(cell.shell()));
    variables.cellEnds();
    return new Done(bundle, Optional.empty());
  }

  /** Evaluates a piece; a debugger places its breakpoints when the classes are there. */
  private List<SnippetEvent> eval(Cell cell, Piece piece) {
    String source = piece.source();
    if (debugger.isAttached()) {
      List<SnippetWrapper> wrappers = analysis.wrappers(source);
      execution.onLoading(
          loaded -> debugger.loading(this, cell.code(), line(cell, piece), wrappers, loaded));
    }
    try {
      List<SnippetEvent> events =
          names.showing(source, () -> shell.eval(source), JavaSession::misses);
      events.forEach(event -> names.declared(event.snippet()));
      return events;
    } finally {
      execution.onLoading(loaded -> {});
    }
  }

  /** The line of the cell on which the piece begins, from 1. */
  private static int line(Cell cell, Piece piece) {
    return (int) cell.code().substring(0, piece.start()).chars().filter(c -> c == '\n').count() + 1;
  }

  /** Whether nothing has run, and a name may be missing. */
  private static boolean misses(List<SnippetEvent> events) {
    return events.stream()
        .findFirst()
        .filter(event -> event.status() == Status.REJECTED || isRecoverable(event.status()))
        .isPresent();
  }

  /** A declaration that mentions what is not declared yet. */
  private record Unresolved(Piece piece, Snippet snippet) {}

  /**
   * What came of a piece.
   *
   * @param failure null where it succeeded
   * @param value the snippet whose value a person wants to see, or null
   */
  private record Evaluated(Outcome.Failed failure, Snippet value, List<Snippet> unresolved) {}

  private Evaluated evaluated(
      Cell cell, Piece piece, List<SnippetEvent> events, Interruption interruption) {
    Origin origin = new Origin(cell.count(), line(cell, piece));
    events.forEach(event -> origins.add(event.snippet().id(), originOf(event, origin)));
    List<Snippet> unresolved = new ArrayList<>();
    Snippet value = null;
    for (SnippetEvent event : events) {
      Outcome.Failed failure = failure(cell, piece, event, interruption);
      if (failure != null) {
        variables.after(events, cell, outputs);
        return new Evaluated(failure, null, List.of());
      }
      if (event.causeSnippet() == null && isRecoverable(event.status())) {
        unresolved.add(event.snippet());
      }
      if (event.causeSnippet() == null && hasVisibleValue(event.snippet())) {
        value = event.snippet();
      }
    }
    variables.after(events, cell, outputs);
    return new Evaluated(null, value, unresolved);
  }

  private Origin originOf(SnippetEvent event, Origin origin) {
    Origin known = origins.of(event.snippet().id());
    return event.causeSnippet() != null && known != null ? known : origin;
  }

  private Outcome.Failed failure(
      Cell cell, Piece piece, SnippetEvent event, Interruption interruption) {
    if (interruption.requested()) {
      return Problems.interrupted(interruption.detail());
    }
    if (event.status() == Status.REJECTED && event.causeSnippet() == null) {
      return rejected(cell, piece, event.snippet());
    }
    JShellException exception = event.exception();
    if (exception != null) {
      return Problems.exception(exception, execution.lastFailure(), origins);
    }
    if (execution.lastFailure() != null) {
      return Problems.interrupted(interruption.detail());
    }
    return null;
  }

  private Outcome.Failed rejected(Cell cell, Piece piece, Snippet snippet) {
    Diag diag =
        shell
            .diagnostics(snippet)
            .filter(Diag::isError)
            .min(Comparator.comparingLong(Diag::getStartPosition))
            .orElseThrow(() -> new IllegalStateException("rejected without a reason: " + piece));
    List<String> hints = Hints.of(analysis, shell, piece.source(), diag);
    return Problems.compilation(cell.code(), cell.count(), piece.start(), diag, hints);
  }

  private static boolean isRecoverable(Status status) {
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
  }

  private static boolean hasVisibleValue(Snippet snippet) {
    SubKind kind = snippet.subKind();
    return kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || kind == SubKind.VAR_VALUE_SUBKIND
        || kind == SubKind.OTHER_EXPRESSION_SUBKIND;
  }

  /** Forward references are fine while something later may resolve them; said once, at the end. */
  private void warnOfUnresolved(Cell cell, List<Unresolved> unresolved) {
    for (Unresolved each : unresolved) {
      if (isRecoverable(shell.status(each.snippet()))
          && each.snippet() instanceof DeclarationSnippet declaration) {
        String missing = String.join(", ", shell.unresolvedDependencies(declaration).toList());
        outputs.stream(
            cell.serial(),
            "stderr",
            "%s is declared, but cannot be used until %s is declared\n"
                .formatted(declaration.name(), missing));
      }
    }
  }

  /** JShell would wait for the type of a variable for ever; a person has mistyped it. */
  private Optional<Outcome> undeclaredVariable(Cell cell, List<Unresolved> unresolved) {
    return unresolved.stream()
        .filter(each -> each.snippet() instanceof VarSnippet)
        .filter(each -> isRecoverable(shell.status(each.snippet())))
        .findFirst()
        .map(
            each -> {
              var declaration = (DeclarationSnippet) each.snippet();
              String missing =
                  String.join(", ", shell.unresolvedDependencies(declaration).toList());
              List<String> hints = Hints.of(analysis, shell, each.piece().source(), missing);
              shell.drop(each.snippet());
              return Problems.undeclared(cell, each.piece(), missing, hints);
            });
  }

  private MimeBundle render(int inShell) {
    int paused = compiler.pause();
    try {
      return worker.ask(inShell, Kind.RENDER, Fields.none().number(inShell)).bundle();
    } catch (Refused e) {
      return MimeBundle.text("(the value could not be shown: " + e.getMessage() + ")");
    } finally {
      compiler.resume(paused);
    }
  }

  /** An exception of code that a cell has left behind, such as a handler. */
  Outcome.Failed thrown(Failure failure) {
    return compiling(() -> Problems.thrown(failure, new Frames(shell, origins)));
  }

  @Override
  public void close() {
    shell.close();
    worker.close();
  }

  /** Whether, and how, the cell that runs is being stopped. */
  interface Interruption {

    /** No interrupt will come. */
    Interruption NONE =
        new Interruption() {
          @Override
          public boolean requested() {
            return false;
          }

          @Override
          public String detail() {
            return "the cell was stopped";
          }
        };

    boolean requested();

    String detail();
  }
}
