package dev.trn3.kernel.session;

import dev.trn3.kernel.debug.Debugger;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.worker.channel.Frame;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The session that runs cells now, and how the next one comes when its worker dies or is to be
 * another one. Each is started in the background; what is asked before it is ready waits.
 */
final class Sessions implements AutoCloseable {

  private static final long IDLE_MILLIS = 250;
  private static final long MUCH_HEAP = 200 << 20;

  private final CompletableFuture<List<String>> imports;
  private final Outputs outputs;
  private final Debugger debugger;
  private final BiConsumer<Frame, Frames> unasked;
  private final Consumer<JavaSession> idle;
  private final Consumer<RunningCell> orphaned;
  private final Set<RunningCell> running = ConcurrentHashMap.newKeySet();
  private final MutedBreakpoints muted;
  private volatile WorkerOptions options;
  private volatile WorkerProcess worker;
  private volatile CompletableFuture<JavaSession> session;
  private volatile long lastAsked = System.nanoTime();
  private volatile boolean closed;

  /**
   * Sessions of which the first begins to start at once.
   *
   * @param imports finds what is imported before the first cell; called while JShell is built
   * @param unasked takes what workers say unasked, in order, and how frames of that worker read
   * @param idle told of a session that is ready when no cell runs, once
   * @param orphaned told of a cell that still runs though its worker has ended: it is compiled
   */
  Sessions(
      WorkerOptions options,
      Supplier<List<String>> imports,
      Outputs outputs,
      BiConsumer<Frame, Frames> unasked,
      Consumer<JavaSession> idle,
      Consumer<RunningCell> orphaned) {
    this.outputs = outputs;
    this.orphaned = orphaned;
    this.unasked = unasked;
    this.idle = idle;
    debugger = new Debugger(this::current, outputs::debugEvent);
    muted = new MutedBreakpoints(running, debugger::interrupted, debugger::ended);
    this.imports = CompletableFuture.supplyAsync(imports);
    this.options = options;
    start();
  }

  /** The compiler takes longest to be ready, so it does not wait for the worker to be started. */
  private void start() {
    CompletableFuture<WorkerProcess> started = new CompletableFuture<>();
    Origins origins = new Origins();
    Frames frames = new Frames(origins);
    session = start(started::join, origins);
    try {
      WorkerProcess fresh = WorkerProcess.start(options, listener(frames));
      worker = fresh;
      fresh
          .end()
          .onceOver(
              () -> running.stream().filter(run -> run.worker() == fresh).forEach(this::orphan));
      started.complete(fresh);
    } catch (RuntimeException e) {
      started.completeExceptionally(e);
      throw e;
    }
  }

  private WorkerProcess.Listener listener(Frames frames) {
    return new WorkerProcess.Listener() {
      @Override
      public void heard(Frame frame) {
        unasked.accept(frame, frames);
      }

      @Override
      public CompletableFuture<Void> room() {
        return outputs.room();
      }
    };
  }

  /** What goes wrong with one cell keeps no other from being told of. */
  private void orphan(RunningCell run) {
    try {
      orphaned.accept(run);
    } catch (RuntimeException | Error e) {
      System.err.println("A cell whose JVM has ended may run on in the compiler: " + e);
    }
  }

  private CompletableFuture<JavaSession> start(Supplier<WorkerProcess> started, Origins origins) {
    WorkerOptions current = options;
    CompletableFuture<JavaSession> ready = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                JavaSession fresh = new JavaSession(started, origins, current, outputs, debugger);
                fresh.imports().evaluate(imports.join());
                ready.complete(fresh);
                tellWhenIdle(fresh);
                collectFormerSessions();
              } catch (RuntimeException | Error e) { // Compilers throw errors too.
                ready.completeExceptionally(e);
              }
            },
            "starting Java");
    thread.setDaemon(true);
    thread.start();
    return ready;
  }

  /** From Java 25 on nobody else does: what has got old grows up to the limit of the heap first. */
  private static void collectFormerSessions() {
    if (Runtime.getRuntime().totalMemory() > MUCH_HEAP) {
      System.gc();
    }
  }

  /**
   * Neither a first cell that is there already nor cells and questions in quick succession, such as
   * all cells of a notebook, must share the processor with preparations.
   */
  private void tellWhenIdle(JavaSession fresh) {
    CompletableFuture.delayedExecutor(IDLE_MILLIS, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (session.getNow(fresh) != fresh) {
                return; // Its worker has died; to wait on would keep all that it has open.
              }
              if (!isIdle()) {
                tellWhenIdle(fresh);
              } else if (!closed) {
                // Not here: from Java 25 the end of a process is noticed by the same few threads.
                Thread thread = new Thread(() -> idle.accept(fresh), "preparing");
                thread.setDaemon(true);
                thread.start();
              }
            });
  }

  private boolean isIdle() {
    long since = System.nanoTime() - lastAsked;
    return running.isEmpty() && since > TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
  }

  /** The session, once it is ready. */
  JavaSession current() {
    lastAsked = System.nanoTime();
    return session.join();
  }

  /** The session; null where it is not ready after this time. */
  JavaSession currentWithin(long millis) {
    return session.copy().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
  }

  /** The worker, which may not be connected yet. */
  WorkerProcess worker() {
    return worker;
  }

  Debugger debugger() {
    return debugger;
  }

  /** Lets go on what stands at a breakpoint, and nothing stand, until what is stopped has ended. */
  void muteBreakpoints() {
    muted.mute();
  }

  /** The cells that run now. */
  Set<RunningCell> running() {
    return running;
  }

  WorkerOptions options() {
    return options;
  }

  /** From now on, also in another JVM. */
  void setOptions(WorkerOptions changed) {
    options = changed;
  }

  /** Does something for a cell; what the death of the worker breaks off ends with that news. */
  Outcome during(int shell, int serial, BiFunction<JavaSession, RunningCell, Outcome> work) {
    RunningCell run = new RunningCell(shell, serial, worker);
    running.add(run);
    try {
      JavaSession current = session.join();
      run.runsIn(current);
      if (current.worker().end().isOver()) { // Who is told of its end did not know of this cell.
        orphan(run);
      }
      Outcome outcome = work.apply(current, run);
      if (run.restarts()) {
        succeed(current.worker());
        current.close();
        return outcome;
      }
      return current.worker().isAlive() ? outcome : replaced(run);
    } catch (WorkerGone e) {
      return replaced(run);
    } catch (IllegalStateException | CompletionException e) {
      if (run.worker().isAlive()) {
        throw e;
      }
      return replaced(run);
    } finally {
      lastAsked = System.nanoTime();
      run.end();
      running.remove(run);
      if (run.requested()) {
        muted.ended();
      }
    }
  }

  /** Starts the next session, unless that was done: cells of several shells may have died. */
  private void succeed(WorkerProcess former) {
    synchronized (running) {
      if (!closed && worker == former) {
        outputs.lost();
        start();
      }
    }
  }

  /** Says why the worker is gone; the next cell finds a fresh one. */
  private Outcome replaced(RunningCell run) {
    succeed(run.worker());
    run.workerGone();
    if (run.requested()) {
      return Problems.interrupted(run.detail());
    }
    return Problems.workerGone(
        run.worker().end().sentence() + ". Variables are lost; a fresh one takes the next cell.");
  }

  @Override
  public void close() {
    synchronized (running) { // Otherwise a worker that is started meanwhile would be left.
      closed = true;
      worker.close();
    }
  }
}
