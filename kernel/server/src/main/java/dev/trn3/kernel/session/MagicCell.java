package dev.trn3.kernel.session;

import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.debug.Unanswered;
import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.kernel.magic.Call;
import dev.trn3.kernel.magic.Magics;
import dev.trn3.kernel.magic.Programs;
import dev.trn3.kernel.magic.Workspace;
import dev.trn3.worker.Trial;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A cell in which magics stand, and what they find around them. */
final class MagicCell implements Workspace {

  /** How many files may run each other. */
  private static final int DEEPEST = 20;

  private final JavaSession session;
  private final Cell cell;
  private final Interruption interruption;
  private final Outputs outputs;
  private final Surroundings surroundings;
  private final List<Past> history;
  private boolean alone;
  private int depth;
  private String whole;

  /** What outlives the cell. */
  interface Surroundings {

    WorkerOptions options();

    /** From now on, also in another JVM. */
    void setOptions(WorkerOptions options);

    /** Lets cells see more, in the JVM of this session and in those after it. */
    void add(List<Path> more, JavaSession session);

    /** What magics start. */
    Programs programs();

    /** What is known of a name. */
    Optional<MimeBundle> explained(String name, boolean withSource);

    /** How long a cell may take; zero where there is no limit. */
    Duration timeLimit();

    /** Limits the time of later cells. */
    void limitTime(Duration limit);

    /** Replaces the JVM when this cell has ended. */
    void restartAfterwards();
  }

  MagicCell(
      JavaSession session,
      Cell cell,
      Interruption interruption,
      Outputs outputs,
      Surroundings surroundings,
      List<Past> history) {
    this.session = session;
    this.cell = cell;
    this.interruption = interruption;
    this.outputs = outputs;
    this.surroundings = surroundings;
    this.history = history;
  }

  /** Runs the parts one after the other; none where one of them is not known. */
  Outcome run() {
    return run(cell.code());
  }

  private Outcome run(String code) {
    List<Parts.Part> parts = Parts.of(code, new Declared(session, cell)::isDeclared);
    for (Parts.Part part : parts) {
      Optional<Failed> refused =
          part.call() == null ? Optional.empty() : Magics.refused(part.call());
      if (refused.isPresent()) {
        return refused.get();
      }
      if (parts.size() > 1 && part.call() != null && part.call().name().startsWith("%%")) {
        String message = part.call().name() + " takes a whole cell: nothing may stand above it";
        return new Failed("MagicFailed", message, List.of(message));
      }
    }
    alone = parts.size() == 1 && depth == 0;
    whole = code;
    Done last = Done.NOTHING;
    for (Parts.Part part : parts) {
      last.value().ifPresent(this::show);
      Optional<MimeBundle> page = last.page();
      Outcome next = part.call() == null ? java(part.java()) : magic(part.call());
      if (!(next instanceof Done done)) {
        page.ifPresent(this::show);
        return next;
      }
      // There is one page. It stays while nothing else is to be read.
      if (done.page().isPresent()) {
        page.ifPresent(this::show);
        page = done.page();
      }
      last = new Done(done.value(), page, done.nextInput());
    }
    return last;
  }

  @Override
  public Outcome cell(String code) {
    if (depth == DEEPEST) {
      String message = "files that run each other go " + DEEPEST + " deep; does one run itself?";
      return new Failed("MagicFailed", message, List.of(message));
    }
    String outer = whole;
    depth++;
    try {
      return run(code);
    } finally {
      depth--;
      whole = outer;
    }
  }

  private Outcome magic(Call call) {
    try {
      return interruption.requested()
          ? Problems.interrupted(interruption.detail())
          : Magics.run(call, this);
    } catch (InterruptedException e) {
      return Problems.interrupted(interruption.detail());
    } catch (Compilers.Stopped e) {
      interruption.compilerStopped();
      return Problems.interrupted(interruption.detail());
    } catch (Unanswered e) {
      return interruption.requested()
          ? Problems.interrupted(interruption.detail())
          : new Failed("MagicFailed", e.getMessage(), List.of(e.getMessage()));
    }
  }

  @Override
  public Outcome java(String code) {
    return session.evaluate(
        new Cell(cell.shell(), cell.serial(), cell.count(), code), whole, interruption);
  }

  @Override
  public long nanosInCells() {
    return session.nanosInvoked();
  }

  @Override
  public boolean isExpression(String code) {
    return new Declared(session, cell).isExpression(code);
  }

  @Override
  public CompletableFuture<Void> room() {
    return outputs.room();
  }

  @Override
  public void print(String stream, String text) {
    outputs.stream(cell.serial(), stream, text);
  }

  @Override
  public void show(MimeBundle bundle) {
    outputs.show(cell.serial(), bundle, null);
  }

  @Override
  public void show(MimeBundle bundle, String id) {
    outputs.show(cell.serial(), bundle, id);
  }

  @Override
  public void update(MimeBundle bundle, String id) {
    outputs.update(cell.serial(), bundle, id);
  }

  @Override
  public List<String> variableNames() {
    return new Declared(session, cell).variableNames();
  }

  @Override
  public List<Variable> variables() throws InterruptedException {
    return new Declared(session, cell).variables(interruption);
  }

  @Override
  public List<String> declarations() {
    return new Declared(session, cell).declarations();
  }

  @Override
  public Optional<MimeBundle> explained(String name, boolean withSource) {
    return surroundings.explained(name, withSource);
  }

  @Override
  public List<Past> history() {
    return history;
  }

  @Override
  public Duration timeLimit() {
    return surroundings.timeLimit();
  }

  @Override
  public void limitTime(Duration limit) {
    surroundings.limitTime(limit);
  }

  @Override
  public boolean isInterrupted() {
    return interruption.requested();
  }

  @Override
  public List<Path> classPath() {
    return surroundings.options().classPathEntries();
  }

  @Override
  public List<Path> addClassPath(List<Path> more) {
    List<Path> present = classPath();
    List<Path> added = more.stream().distinct().filter(path -> !present.contains(path)).toList();
    if (!added.isEmpty()) {
      surroundings.add(added, session);
    }
    return added;
  }

  @Override
  public Map<String, String> environment() {
    return surroundings.options().environment();
  }

  @Override
  public Programs programs() {
    return surroundings.programs();
  }

  @Override
  public List<String> jvmFlags() {
    return surroundings.options().flags();
  }

  @Override
  public boolean isAlone() {
    return alone;
  }

  @Override
  public List<String> trialOfJvm(List<String> flags) {
    return surroundings.options().withFlags(flags).command(Trial.class.getName());
  }

  @Override
  public void restart(List<String> flags) {
    surroundings.setOptions(surroundings.options().withFlags(flags));
    surroundings.restartAfterwards();
  }

  @Override
  public void startProfile() throws IOException {
    profile(true);
  }

  @Override
  public String stopProfile() throws IOException {
    return profile(false);
  }

  private String profile(boolean begin) throws IOException {
    try {
      return session.worker().ask(cell.shell(), Kind.PROFILE, Fields.none().flag(begin)).text();
    } catch (Refused e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public String report(String what) {
    try {
      return session.worker().ask(cell.shell(), Kind.REPORT, Fields.none().text(what)).text();
    } catch (Refused e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
