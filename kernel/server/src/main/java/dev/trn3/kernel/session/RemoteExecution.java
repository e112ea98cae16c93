package dev.trn3.kernel.session;

import dev.trn3.worker.DefinedAlready;
import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jshell.spi.ExecutionControl;

/** JShell's hands: loads classes into a worker and invokes them there. */
final class RemoteExecution implements ExecutionControl {

  private final Supplier<WorkerProcess> worker;
  private final CompilerTurn compiler;
  private final Volatiles volatiles = new Volatiles();
  // JShell invokes in the thread that evaluates: one for each shell.
  private final ThreadLocal<Turn> turn = ThreadLocal.withInitial(Turn::new);

  /**
   * Execution in a worker.
   *
   * @param worker waits for the worker where it is still being started
   * @param compiler taken by whoever evaluates; let go while the analyst's code runs, so that
   *     completions are answered meanwhile
   */
  RemoteExecution(Supplier<WorkerProcess> worker, CompilerTurn compiler) {
    this.worker = worker;
    this.compiler = compiler;
  }

  /**
   * What is called by the thread that evaluates.
   *
   * @param delivers before the worker gets code
   * @param invokes before it runs some, and others may compile
   * @param invoked after that, when nobody else compiles any more
   */
  record Progress(Runnable delivers, Runnable invokes, Runnable invoked) {
    static final Progress UNTOLD = new Progress(() -> {}, () -> {}, () -> {});
  }

  /** The cell that a thread evaluates. */
  private static final class Turn {
    int shell;
    int cell;
    Failure lastFailure;
    Consumer<List<String>> loading = names -> {};
    Consumer<String> invoking = type -> {};
    Progress progress = Progress.UNTOLD;
    Set<String> declaredVolatile = Set.of(); // By the cell: a class may wait for a later piece.
    long nanos;
    boolean loadsOnly;
  }

  /** From now on what this thread invokes belongs to the cell of this serial. */
  void cellStarts(int shell, int serial) {
    Turn present = turn.get();
    present.shell = shell;
    present.cell = serial;
    present.lastFailure = null;
    present.declaredVolatile = Set.of();
  }

  /** From now on this is told the names of what this thread loads, before it is loaded. */
  void onLoading(Consumer<List<String>> told) {
    turn.get().loading = told;
  }

  /** From now on this is told the name of each class before this thread invokes it. */
  void onInvoking(Consumer<String> told) {
    turn.get().invoking = told;
  }

  /** From now on this is called as the evaluation of this thread goes on. */
  void onProgress(Progress called) {
    turn.get().progress = called;
  }

  /** These variables are volatile, too, where this thread's cell loads their classes. */
  void declaresVolatile(Set<String> variables) {
    if (!variables.isEmpty()) {
      Set<String> all = new HashSet<>(variables);
      all.addAll(turn.get().declaredVolatile);
      turn.get().declaredVolatile = all;
    }
  }

  /** The variables of which the worker has volatile fields. */
  Volatiles volatiles() {
    return volatiles;
  }

  /** Does something for which classes are loaded and nothing runs: the cell's thread may stand. */
  <T> T loadingOnly(Supplier<T> work) {
    Turn present = turn.get();
    present.loadsOnly = true;
    try {
      return work.get();
    } finally {
      present.loadsOnly = false;
    }
  }

  private void tell(ClassBytecodes[] classes) {
    turn.get().loading.accept(Arrays.stream(classes).map(ClassBytecodes::name).toList());
  }

  /** How long the worker has run code for this thread so far. */
  long nanosInvoked() {
    return turn.get().nanos;
  }

  /** Why the last invocation of this thread's cell failed; null where it did not. */
  Failure lastFailure() {
    return turn.get().lastFailure;
  }

  @Override
  public void load(ClassBytecodes[] compiled)
      throws ClassInstallException, EngineTerminationException {
    ClassBytecodes[] classes = volatiles.in(compiled, turn.get().declaredVolatile);
    turn.get().progress.delivers().run();
    tell(classes);
    try {
      worker.get().ask(turn.get().shell, Kind.LOAD, fields(classes));
    } catch (Refused e) {
      if (e.failure().chain().get(0).type().equals(DefinedAlready.class.getName())) {
        throw new IllegalStateException(e.getMessage()); // JShell would go on with the former code.
      }
      throw new ClassInstallException(e.getMessage(), installed(classes));
    } catch (WorkerGone e) {
      throw new EngineTerminationException(e.getMessage());
    }
  }

  /** Which of them are there, though not all could be linked: those are to be redefined later. */
  private boolean[] installed(ClassBytecodes[] classes) {
    boolean[] installed = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      installed[i] = worker.get().debuggee().isLoaded(classes[i].name());
    }
    return installed;
  }

  @Override
  public void redefine(ClassBytecodes[] compiled)
      throws ClassInstallException, EngineTerminationException {
    ClassBytecodes[] classes = volatiles.in(compiled, turn.get().declaredVolatile);
    turn.get().progress.delivers().run();
    Map<String, byte[]> bytes =
        Arrays.stream(classes)
            .collect(Collectors.toMap(ClassBytecodes::name, ClassBytecodes::bytecodes));
    String refusal = worker.get().debuggee().redefine(bytes);
    if (refusal != null) {
      throw new ClassInstallException(refusal, new boolean[classes.length]);
    }
    try {
      worker.get().ask(turn.get().shell, Kind.REDEFINED, fields(classes));
    } catch (Refused e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (WorkerGone e) {
      throw new EngineTerminationException(e.getMessage());
    }
    tell(classes);
  }

  private static Fields fields(ClassBytecodes[] classes) {
    Fields fields = Fields.none().number(classes.length);
    for (ClassBytecodes each : classes) {
      fields.text(each.name()).bytes(each.bytecodes());
    }
    return fields;
  }

  /** The value stays in the worker; {@link Kind#RENDER} asks for it. */
  @Override
  public String invoke(String type, String method)
      throws RunException, EngineTerminationException, InternalException {
    Turn present = turn.get();
    if (present.loadsOnly) {
      return "";
    }
    present.invoking.accept(type);
    Fields fields = Fields.none().number(present.shell).number(present.cell);
    present.progress.invokes().run();
    int paused = compiler.pause();
    long start = System.nanoTime();
    try {
      worker.get().ask(present.shell, Kind.INVOKE, fields.text(type).text(method));
      return "";
    } catch (Refused e) {
      present.lastFailure = e.failure();
      throw asRunException(e.failure());
    } catch (WorkerGone e) {
      throw new EngineTerminationException(e.getMessage());
    } finally {
      present.nanos += System.nanoTime() - start;
      compiler.resume(paused);
      present.progress.invoked().run();
    }
  }

  private static RunException asRunException(Failure failure) throws InternalException {
    return switch (failure.reason()) {
      case STOPPED -> new StoppedException();
      case UNRESOLVED -> new ResolutionException(failure.snippet(), frames(failure.chain().get(0)));
      case THREW -> userException(failure.chain());
      case REFUSED -> throw new InternalException(failure.summary());
    };
  }

  private static UserException userException(List<Failure.Thrown> chain) {
    UserException cause = null;
    for (int i = chain.size() - 1; i >= 0; i--) {
      Failure.Thrown thrown = chain.get(i);
      UserException wrapped = new UserException(thrown.message(), thrown.type(), frames(thrown));
      if (cause != null) {
        wrapped.initCause(cause);
      }
      cause = wrapped;
    }
    return cause;
  }

  private static StackTraceElement[] frames(Failure.Thrown thrown) {
    return thrown.frames().toArray(new StackTraceElement[0]);
  }

  @Override
  public String varValue(String type, String name)
      throws EngineTerminationException, InternalException {
    try {
      Turn present = turn.get();
      Fields named = Fields.none().number(present.shell).number(present.cell);
      return worker.get().ask(present.shell, Kind.VARIABLE, named.text(type).text(name)).text();
    } catch (Refused e) {
      throw new InternalException(e.getMessage());
    } catch (WorkerGone e) {
      throw new EngineTerminationException(e.getMessage());
    }
  }

  @Override
  public void addToClasspath(String path) throws EngineTerminationException, InternalException {
    try {
      worker.get().ask(Kind.ADD_CLASS_PATH, Fields.none().text(path));
    } catch (Refused e) {
      throw new InternalException(e.getMessage());
    } catch (WorkerGone e) {
      throw new EngineTerminationException(e.getMessage());
    }
  }

  /** Interrupts go to the worker directly, see {@link Interrupter}. */
  @Override
  public void stop() {}

  @Override
  public Object extensionCommand(String command, Object argument) throws NotImplementedException {
    throw new NotImplementedException(command);
  }

  @Override
  public void close() {
    worker.get().close();
  }
}
