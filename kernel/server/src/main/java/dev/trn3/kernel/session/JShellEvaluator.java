package dev.trn3.kernel.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.kernel.debug.Debugger;
import dev.trn3.kernel.documentation.Declarations;
import dev.trn3.kernel.documentation.Sources;
import dev.trn3.kernel.evaluation.Evaluator;
import dev.trn3.kernel.evaluation.Language;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.kernel.magic.Workspace.Past;
import dev.trn3.kernel.session.WorkerProcess.Refused;
import dev.trn3.kernel.session.WorkerProcess.WorkerGone;
import dev.trn3.worker.channel.FieldReader;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Java, evaluated by JShell in a worker JVM that is replaced when it dies.
 *
 * <p>Everything is started in the background at construction; what is asked before it is ready
 * waits.
 */
public final class JShellEvaluator implements Evaluator {

  private static final long IDLE_MILLIS = 250;
  private static final long SOON_MILLIS = 500;

  private volatile WorkerOptions options;
  private final CompletableFuture<List<String>> imports;
  private final Outputs outputs;
  private final Declarations declarations;
  private final Members members;
  private final Interrupter interrupter = new Interrupter();
  private volatile CompletableFuture<JavaSession> session;
  private volatile WorkerProcess worker;
  private final Set<RunningCell> running = ConcurrentHashMap.newKeySet();
  private final List<Past> history = new CopyOnWriteArrayList<>();
  private volatile boolean closed;
  private final Debugger debugger;

  /**
   * An evaluator that begins to start at once.
   *
   * @param imports finds what is imported before the first cell, one statement each; called while
   *     JShell is built
   */
  public JShellEvaluator(WorkerOptions options, Supplier<List<String>> imports, Outputs outputs) {
    this.options = options;
    this.imports = CompletableFuture.supplyAsync(imports);
    this.outputs = outputs;
    this.members = new Members(options.classPathEntries());
    this.declarations = new Declarations(Sources.of(options.classPathEntries()));
    debugger = new Debugger(() -> session.join(), outputs::debugEvent);
    // JShell compiles against this property; the kernel's own jars are not for the analyst's code.
    System.setProperty("java.class.path", options.classPath());
    session = start();
  }

  /** The cell that runs, and whether it is being stopped. */
  private static final class RunningCell implements JavaSession.Interruption, Interrupter.Running {
    private volatile boolean requested;
    private volatile boolean ended;
    private volatile boolean gaveUp;
    private volatile WorkerProcess worker;
    private volatile boolean restarts;
    private final int shell;
    private final int serial;

    RunningCell(int shell, int serial) {
      this.shell = shell;
      this.serial = serial;
    }

    @Override
    public int shell() {
      return shell;
    }

    @Override
    public int serial() {
      return serial;
    }

    @Override
    public boolean requested() {
      return requested;
    }

    @Override
    public String detail() {
      return gaveUp
          ? "the cell could not be stopped otherwise, so its JVM was ended: variables are lost, a"
              + " fresh one takes the next cell"
          : "the cell was stopped; variables are kept";
    }

    @Override
    public boolean runs() {
      return !ended;
    }

    @Override
    public WorkerProcess worker() {
      return worker;
    }

    @Override
    public void gaveUp() {
      gaveUp = true;
    }
  }

  private CompletableFuture<JavaSession> start() {
    WorkerOptions present = options;
    WorkerProcess started = WorkerProcess.start(present, this::unasked);
    worker = started;
    CompletableFuture<JavaSession> ready = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                JavaSession fresh =
                    new JavaSession(started, present.compilerOptions(), outputs, debugger);
                fresh.importing(imports.join());
                ready.complete(fresh);
                warmUpWhenIdle(fresh);
              } catch (RuntimeException | LinkageError e) {
                ready.completeExceptionally(e);
              }
            },
            "starting Java");
    thread.setDaemon(true);
    thread.start();
    return ready;
  }

  /** A first cell that is there already must not share the processor with preparations. */
  private void warmUpWhenIdle(JavaSession fresh) {
    CompletableFuture.delayedExecutor(IDLE_MILLIS, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (!running.isEmpty()) {
                warmUpWhenIdle(fresh);
              } else if (!closed) {
                warmUp(fresh);
              }
            });
  }

  /** What the first tables, completions and interrupts would otherwise wait for. */
  private void warmUp(JavaSession fresh) {
    try {
      fresh.worker().tell(Kind.WARM_UP, 0, Fields.none());
      fresh.worker().debuggee().warmUp();
      var unused = complete(fresh, "Str", 3);
      declarations.warmUp();
    } catch (WorkerGone e) {
      // It died early; the first cell will say so.
    }
  }

  private void unasked(Frame frame) {
    FieldReader fields = frame.fields();
    int cell = fields.number();
    switch (frame.kind()) {
      case STREAM -> outputs.stream(cell, fields.text(), fields.text());
      case SHOW -> {
        String id = fields.text();
        outputs.show(cell, fields.bundle(), id);
      }
      case UPDATE -> {
        String id = fields.text();
        outputs.update(cell, fields.bundle(), id);
      }
      case CLEAR -> outputs.clear(cell, fields.flag());
      case COMM -> outputs.comm(cell, fields.comm());
      case ASK -> outputs.ask(cell, frame.number(), fields.text(), fields.flag());
      default -> System.err.println("The worker said " + frame.kind() + " unasked");
    }
  }

  @Override
  public Language language() {
    return Languages.java();
  }

  @Override
  public Outcome evaluate(Cell cell) {
    remember(cell);
    if (!Parts.mayHaveMagics(cell.code())) {
      return expression(cell);
    }
    return inSession(
        cell.shell(),
        cell.serial(),
        (current, run) ->
            new MagicCell(current, cell, run, outputs, surroundings(run), history).run());
  }

  /** A cell that is not counted is none that a person has run. */
  private void remember(Cell cell) {
    if (history.isEmpty() || history.get(history.size() - 1).count() != cell.count()) {
      history.add(new Past(cell.count(), cell.code()));
    }
  }

  private MagicCell.Surroundings surroundings(RunningCell run) {
    return new MagicCell.Surroundings() {
      @Override
      public WorkerOptions options() {
        return options;
      }

      @Override
      public void setOptions(WorkerOptions changed) {
        options = changed;
        System.setProperty("java.class.path", changed.classPath());
      }

      @Override
      public void restartAfterwards() {
        run.restarts = true;
      }
    };
  }

  private Outcome inSession(
      int shell, int serial, BiFunction<JavaSession, RunningCell, Outcome> work) {
    RunningCell run = new RunningCell(shell, serial);
    run.worker = worker;
    running.add(run);
    try {
      JavaSession current = session.join();
      run.worker = current.worker();
      Outcome outcome = work.apply(current, run);
      if (run.restarts) {
        restart(current);
        return outcome;
      }
      return current.worker().isAlive() ? outcome : replaced(run);
    } catch (WorkerGone e) {
      return replaced(run);
    } catch (IllegalStateException | CompletionException e) {
      if (run.worker.isAlive()) {
        throw e;
      }
      return replaced(run);
    } finally {
      run.ended = true;
      running.remove(run);
    }
  }

  private void restart(JavaSession current) {
    synchronized (running) {
      if (!closed && worker == current.worker()) {
        outputs.lost();
        session = start();
      }
    }
    current.close();
  }

  /** Says why the worker is gone; the next cell finds a fresh one. */
  private Outcome replaced(RunningCell run) {
    WorkerProcess dead = run.worker;
    synchronized (running) { // The cells of several shells may have died with it.
      if (!closed && worker == dead) {
        outputs.lost();
        session = start();
      }
    }
    if (run.requested()) {
      return Problems.interrupted(run.detail());
    }
    return Problems.workerGone(
        "It ended with code "
            + dead.exitCode()
            + " (System.exit, a crash, or killed for want of memory). Variables are lost; a fresh"
            + " one takes the next cell.");
  }

  @Override
  public Outcome expression(Cell cell) {
    return inSession(cell.shell(), cell.serial(), (current, run) -> current.evaluate(cell, run));
  }

  @Override
  public Outcome comm(int shell, int serial, CommEvent event) {
    return inSession(shell, serial, (current, run) -> comm(current, run, event));
  }

  private static Outcome comm(JavaSession current, RunningCell run, CommEvent event) {
    Fields fields = Fields.none().number(run.shell()).number(run.serial()).comm(event);
    try {
      current.worker().ask(run.shell(), Kind.COMM_RECEIVED, fields);
      return Done.NOTHING;
    } catch (Refused e) {
      return run.requested()
          ? Problems.interrupted("the handler of a comm was stopped; variables are kept")
          : current.thrown(e.failure());
    }
  }

  @Override
  public Completions complete(String code, int cursor) {
    JavaSession current = session.join();
    return complete(current, code, cursor);
  }

  private Completions complete(JavaSession current, String code, int cursor) {
    return current.compiling(() -> new Completer(current, members).complete(code, cursor));
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
    JavaSession current = session.join();
    Optional<MimeBundle> magic = Parts.explained(code, cursor);
    return magic.isPresent()
        ? magic
        : new Inspector(current, declarations).inspect(Parts.java(code), cursor, detail > 0);
  }

  /** Consoles wait a second for this and then never ask again, so it does not wait for a start. */
  @Override
  public Completeness completeness(String code) {
    JavaSession current =
        session.copy().completeOnTimeout(null, SOON_MILLIS, TimeUnit.MILLISECONDS).join();
    return current == null
        ? new Completeness(Completeness.State.UNKNOWN, "")
        : current.compiling(() -> Completer.completeness(current, code));
  }

  @Override
  public void interrupt() {
    running.forEach(this::interrupt);
  }

  @Override
  public void interrupt(int shell) {
    running.stream().filter(run -> run.shell() == shell).forEach(this::interrupt);
  }

  private void interrupt(RunningCell run) {
    run.requested = true;
    debugger.interrupted();
    interrupter.interrupt(run);
  }

  @Override
  public boolean hasDebugger() {
    return true;
  }

  @Override
  public ObjectNode debug(JsonNode request) {
    return debugger.answer(request);
  }

  @Override
  public void endShell(int shell) {
    WorkerProcess present = worker;
    if (present.isAlive()) {
      present.tell(Kind.END_SHELL, 0, Fields.none().number(shell));
    }
  }

  @Override
  public void answer(Answer answer) {
    WorkerProcess asking = worker;
    if (asking.isAlive()) {
      Fields fields = Fields.none().flag(answer.allowed()).text(answer.text());
      asking.tell(Kind.ANSWER, answer.question(), fields);
    }
  }

  @Override
  public void close() {
    closed = true;
    interrupter.close();
    worker.close();
  }
}
