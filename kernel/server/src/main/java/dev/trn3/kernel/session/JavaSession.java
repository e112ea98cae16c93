package dev.trn3.kernel.session;

import com.sun.jdi.VirtualMachine;
import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.classpath.ClassPathFiles;
import dev.trn3.kernel.classpath.Jar;
import dev.trn3.kernel.debug.Debuggable;
import dev.trn3.kernel.debug.Debugger;
import dev.trn3.kernel.debug.Events;
import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.kernel.session.Origins.Origin;
import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** One JShell and the worker in which its snippets run: the variables of a kernel. */
final class JavaSession implements Debuggable, AutoCloseable {

  private ClassPathFiles files;
  private final Supplier<WorkerProcess> worker;
  private final RemoteExecution execution;
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final Indexing indexing;
  private final Variables variables;
  private final LiveNames names;
  private final StoppableCompiler compiler;
  private final StartImports imports;
  private final Origins origins;
  private final DeadSnippets dead;
  private final Outputs outputs;
  private final Debugger debugger;

  /**
   * A session that begins to compile before its worker can run anything.
   *
   * @param worker waits for the worker where it is still being started
   * @param origins told where the code stands that the worker runs
   * @param options of the worker: what the code may see
   */
  JavaSession(
      Supplier<WorkerProcess> worker,
      Origins origins,
      WorkerOptions options,
      Outputs outputs,
      Debugger debugger) {
    this.worker = worker;
    this.origins = origins;
    this.debugger = debugger;
    this.outputs = outputs;
    CompilerTurn turn = new CompilerTurn();
    execution = new RemoteExecution(worker, turn);
    shell = shell(new Here(execution), options);
    names = LiveNames.of(shell);
    compiler = new StoppableCompiler(turn, shell, names, execution);
    imports = new StartImports(shell, compiler, names, files);
    analysis = shell.sourceCodeAnalysis();
    indexing = Indexing.putOff(analysis);
    variables = new Variables(shell, worker, names);
    dead = DeadSnippets.of(shell, origins);
  }

  /**
   * JShell compiles against this property, and reads it while it is built; the kernel's own jars
   * are not for the analyst's code. Kernels beside this one may have another class path.
   */
  private JShell shell(ExecutionControlProvider execution, WorkerOptions options) {
    synchronized (JavaSession.class) {
      System.setProperty("java.class.path", options.classPath());
      return JShell.builder()
          .executionEngine(execution, Map.of())
          .compilerOptions(options.compilerOptions().toArray(new String[0]))
          .fileManager(others -> files = new ClassPathFiles(others))
          .build();
    }
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

  /** Answers questions about code; what it needs to know of the class path is read from now on. */
  SourceCodeAnalysis analysis() {
    Indexing.begin();
    return analysis;
  }

  /** Waits until it is known which classes there are. */
  void finishIndexing() {
    indexing.finish();
  }

  /** Takes code apart, which needs to know nothing of the class path. */
  SourceCodeAnalysis parser() {
    return analysis;
  }

  RemoteExecution execution() {
    return execution;
  }

  StoppableCompiler compiler() {
    return compiler;
  }

  StartImports imports() {
    return imports;
  }

  Variables variables() {
    return variables;
  }

  LiveNames names() {
    return names;
  }

  Origins origins() {
    return origins;
  }

  Outputs outputs() {
    return outputs;
  }

  Debugger debugger() {
    return debugger;
  }

  @Override
  public JShell shell() {
    return shell;
  }

  @Override
  public VirtualMachine machine() {
    return worker().debuggee().machine();
  }

  @Override
  public Events events() {
    return worker().debuggee().events();
  }

  @Override
  public SnippetWrapper wrapped(Snippet snippet) {
    return analysis.wrapper(snippet);
  }

  WorkerProcess worker() {
    return worker.get();
  }

  @Override
  public Optional<String> declare(String type, String name, Runnable user) {
    return asking(() -> declare(type + " " + name + ";", user));
  }

  private Optional<String> declare(String code, Runnable user) {
    // Within the evaluation it is seen, too, that the compiler was stopped where JShell hides that.
    List<SnippetEvent> events =
        execution.loadingOnly(
            () -> compiler.evaluating(code, () -> asking(() -> declared(code, user))));
    Snippet declared = events.get(0).snippet();
    if (events.get(0).status() != Status.VALID) {
      return Optional.of(
          shell.diagnostics(declared).map(d -> d.getMessage(null)).findFirst().orElse(code));
    }
    events.forEach(event -> names.declared(event.snippet()));
    variables.after(events, new Cell(0, 0, 0, code), outputs);
    return Optional.empty();
  }

  private List<SnippetEvent> declared(String code, Runnable user) {
    List<SnippetEvent> events = shell.eval(code);
    if (events.get(0).status() == Status.VALID) {
      user.run();
    }
    return events;
  }

  @Override
  public String java(String cell) {
    return JavaOfCell.in(cell);
  }

  /** Does something with the compiler, when nobody else does. */
  <T> T compiling(Supplier<T> work) {
    return compiler.compiling(work);
  }

  @Override
  public <T> T asking(Supplier<T> work) {
    return compiler.asking(work);
  }

  @Override
  public void drop(Snippet snippet) {
    compiler.drop(snippet);
  }

  /** Lets go of what was read to know which classes there are, unless another session reads it. */
  void letGoOfFiles() {
    compiler.alone(
        () -> {
          Jar.closeAll();
          ModuleImage.forgetNames();
        });
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
    return evaluate(cell, cell.code(), interruption);
  }

  /**
   * Runs the Java of a cell in which magics stand, too: the debugger knows it by the whole text.
   */
  Outcome evaluate(Cell cell, String whole, Interruption interruption) {
    try {
      return compiling(
          () -> {
            Outcome outcome = new CellEvaluation(this, cell, whole, interruption).run();
            dead.javaEnds();
            return outcome;
          });
    } catch (Compilers.Stopped e) {
      interruption.compilerStopped();
      return Problems.interrupted(interruption.detail());
    }
  }

  /** The last value of a shell, as a person sees it. */
  MimeBundle render(int inShell) {
    return compiler.paused(
        () -> {
          try {
            return worker().ask(inShell, Kind.RENDER, Fields.none().number(inShell)).bundle();
          } catch (Refused e) {
            return MimeBundle.text("(the value could not be shown: " + e.getMessage() + ")");
          }
        });
  }

  /** An exception of code that a cell has left behind, such as a handler. */
  Outcome.Failed thrown(Failure failure) {
    return Problems.thrown(failure, new Frames(origins));
  }

  /**
   * Takes note of where code stands that is about to be invoked. The caller holds the compiler.
   *
   * @param classes it, and what was loaded for it
   * @param source what is evaluated; the rest is what JShell compiles anew because of it
   */
  void invoking(List<String> classes, String source, Origin origin) {
    for (String name : classes) {
      dead.ofClass(name)
          .ifPresent(
              snippet -> {
                Origin known = origins.of(snippet.id());
                boolean isNew = known == null || snippet.source().equals(source);
                origins.add(analysis.wrapper(snippet), isNew ? origin : known);
              });
    }
  }

  /**
   * The variables that a piece of a cell declares volatile. Those that the worker has in another
   * way get a new class, whatever their code. The caller holds the compiler.
   */
  Set<String> declaredVolatile(String source) {
    Set<String> declared = Volatiles.declared(source, analysis);
    declared.stream().filter(each -> !execution.volatiles().isLoaded(each)).forEach(dead::loadAnew);
    return declared;
  }

  @Override
  public void close() {
    shell.close();
    worker().close();
  }
}
