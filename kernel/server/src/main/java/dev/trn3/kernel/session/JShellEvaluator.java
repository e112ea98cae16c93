package dev.trn3.kernel.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.kernel.debug.Unanswered;
import dev.trn3.kernel.evaluation.Evaluator;
import dev.trn3.kernel.evaluation.Language;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.kernel.magic.Programs;
import dev.trn3.kernel.magic.Workspace.Past;
import dev.trn3.worker.channel.FieldReader;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Java, evaluated by JShell in a worker JVM that is replaced when it dies.
 *
 * <p>Everything is started in the background at construction; what is asked before it is ready
 * waits.
 */
public final class JShellEvaluator implements Evaluator {

  private static final long SOON_MILLIS = 500;

  private final Outputs outputs;
  private final Sessions sessions;
  private final Preparations preparations;
  private final Interrupter interrupter = new Interrupter();
  private final Programs programs = new Programs(this::tellOfProgram);
  private final List<Past> history = new CopyOnWriteArrayList<>();
  private final TimeLimit timeLimit;

  /**
   * An evaluator that begins to start at once.
   *
   * @param imports finds what is imported before the first cell, one statement each; called while
   *     JShell is built
   */
  public JShellEvaluator(WorkerOptions options, Supplier<List<String>> imports, Outputs outputs) {
    this.outputs = outputs;
    preparations = new Preparations(options);
    sessions =
        new Sessions(options, imports, outputs, this::unasked, preparations::of, this::orphaned);
    timeLimit = new TimeLimit(interrupter, () -> sessions.debugger().holds(), this::interrupt);
  }

  private void tellOfProgram(ProcessHandle program) {
    Optional<Instant> start = program.info().startInstant();
    if (start.isEmpty()) {
      return; // It has ended already.
    }
    Fields which = Fields.none().text(String.valueOf(program.pid())).text(start.get().toString());
    try {
      sessions.worker().tell(Kind.STARTED, 0, which);
    } catch (WorkerGone e) {
      // Then only this JVM ends it.
    }
  }

  private void unasked(Frame frame, Frames frames) {
    switch (frame.kind()) {
      case STDOUT -> outputs.stream(frame.number(), "stdout", frames.in(frame.body()));
      case STDERR -> outputs.stream(frame.number(), "stderr", frames.in(frame.body()));
      default -> unasked(frame);
    }
  }

  private void unasked(Frame frame) {
    FieldReader fields = frame.fields();
    int cell = fields.number();
    switch (frame.kind()) {
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
      case ASK -> {
        timeLimit.asks(cell, frame.number());
        outputs.ask(cell, frame.number(), fields.text(), fields.flag());
      }
      case ABANDONED -> abandoned(cell, fields.flag());
      default -> System.err.println("The worker said " + frame.kind() + " unasked");
    }
  }

  private void abandoned(int cell, boolean inNativeCode) {
    for (RunningCell run : sessions.running()) {
      if (run.serial() == cell) {
        run.abandoned(inNativeCode);
        interrupter.follow(run.worker(), cell);
      }
    }
  }

  @Override
  public Language language() {
    return Languages.java();
  }

  @Override
  public Outcome evaluate(Cell cell) {
    remember(cell);
    return sessions.during(
        cell.shell(),
        cell.serial(),
        (current, run) ->
            timeLimit.during(
                run,
                cell.code(),
                () ->
                    Parts.mayHaveMagics(cell.code())
                        ? new MagicCell(current, cell, run, outputs, surroundings(run), history)
                            .run()
                        : current.evaluate(cell, run)));
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
        return sessions.options();
      }

      @Override
      public void setOptions(WorkerOptions changed) {
        sessions.setOptions(changed);
      }

      @Override
      public void add(List<Path> more, JavaSession session) {
        String joined =
            more.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        session.addClassPath(joined);
        sessions.setOptions(sessions.options().withMore(joined));
        preparations.add(session, more);
      }

      @Override
      public Programs programs() {
        return programs;
      }

      @Override
      public Optional<MimeBundle> explained(String name, boolean withSource) {
        return inspect(name, name.length(), withSource ? 1 : 0);
      }

      @Override
      public Duration timeLimit() {
        return timeLimit.allowed();
      }

      @Override
      public void limitTime(Duration limit) {
        timeLimit.allow(limit);
      }

      @Override
      public void restartAfterwards() {
        run.restartAfterwards();
      }
    };
  }

  @Override
  public Outcome expression(Cell cell) {
    return sessions.during(
        cell.shell(), cell.serial(), (current, run) -> current.evaluate(cell, run));
  }

  @Override
  public Outcome comm(int shell, int serial, CommEvent event) {
    return sessions.during(shell, serial, (current, run) -> comm(current, run, event));
  }

  private static Outcome comm(JavaSession current, RunningCell run, CommEvent event) {
    Fields fields = Fields.none().number(run.shell()).number(run.serial()).comm(event);
    try {
      current.worker().ask(run.shell(), Kind.COMM_RECEIVED, fields);
    } catch (Refused e) {
      if (!run.requested()) {
        return current.thrown(e.failure());
      }
    }
    // Also what took note of the interrupt and returned has been stopped.
    return run.requested() ? Problems.interrupted(run.detail()) : Done.NOTHING;
  }

  @Override
  public Completions complete(String code, int cursor) {
    return preparations.complete(sessions.current(), code, cursor);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
    JavaSession current = sessions.current();
    Optional<MimeBundle> magic = MagicAtCursor.explained(code, cursor);
    return magic.isPresent()
        ? magic
        : new Inspector(current, preparations.declarations())
            .inspect(JavaOfCell.in(code), cursor, detail > 0);
  }

  /**
   * Consoles wait a second for this and then never ask again, so it waits neither for a start nor
   * for what else is compiled.
   */
  @Override
  public Completeness completeness(String code) {
    JavaSession current = sessions.currentWithin(SOON_MILLIS);
    if (current == null) {
      return new Completeness(Completeness.State.UNKNOWN, "");
    }
    try {
      return current.compiler().asking(SOON_MILLIS, () -> Completer.completeness(current, code));
    } catch (Unanswered e) {
      return new Completeness(Completeness.State.UNKNOWN, "");
    }
  }

  @Override
  public void interrupt() {
    sessions.running().forEach(this::interrupt);
  }

  @Override
  public void interrupt(int shell) {
    sessions.running().stream().filter(run -> run.shell() == shell).forEach(this::interrupt);
  }

  /** Nothing but the compiler keeps it, which is stopped. */
  private void orphaned(RunningCell run) {
    run.mayBeStopped();
    interrupter.interrupt(run, () -> {});
  }

  private void interrupt(RunningCell run) {
    run.request();
    interrupter.interrupt(run, sessions::muteBreakpoints);
  }

  @Override
  public boolean hasDebugger() {
    return true;
  }

  @Override
  public ObjectNode debug(JsonNode request) {
    return sessions.debugger().answer(request);
  }

  @Override
  public void endShell(int shell) {
    WorkerProcess present = sessions.worker();
    if (present.isAlive()) {
      present.tell(Kind.END_SHELL, 0, Fields.none().number(shell));
    }
  }

  @Override
  public void answer(Answer answer) {
    timeLimit.answered(answer.question());
    WorkerProcess asking = sessions.worker();
    if (asking.isAlive()) {
      Fields fields = Fields.none().flag(answer.allowed()).text(answer.text());
      asking.tell(Kind.ANSWER, answer.question(), fields);
    }
  }

  @Override
  public void close() {
    programs.close();
    interrupter.close();
    sessions.close();
  }
}
