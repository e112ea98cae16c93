package dev.trn3.worker;

import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.Failure.Reason;
import dev.trn3.worker.channel.Failure.Thrown;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import dev.trn3.worker.channel.Outbox;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the analyst's code, one task after the other, always in the same thread.
 *
 * <p>{@link Stop} may be thrown into that thread at any point, also between two tasks. Whatever
 * happens, each task is answered exactly once.
 */
final class CellThread implements Runnable {

  /** The parent finds the thread by this name. */
  static final String NAME = "cell";

  /**
   * The cell whose code runs at this moment; 0 while none does. The parent reads it from outside
   * before it throws {@link Stop}, which may hit nothing but the code of the cell it is meant for.
   */
  static volatile int stoppable;

  private final Outbox outbox;
  private final ClassLoader classes;
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private volatile Task current;
  private volatile Thread thread;

  CellThread(Outbox outbox, ClassLoader classes) {
    Objects.requireNonNull(Stop.NOW); // Loaded now: the parent looks for it from outside.
    this.outbox = outbox;
    this.classes = classes;
    start();
  }

  /** Something of the analyst's to run, and the number of the question to answer. */
  private record Task(int number, int cell, Callable<Fields> work, AtomicBoolean answered) {}

  /** Runs the work behind all that waits and answers the question of this number. */
  void submit(int number, int cell, Callable<Fields> work) {
    tasks.add(new Task(number, cell, work, new AtomicBoolean()));
  }

  /** Interrupts the task that runs, if one does. */
  void interrupt() {
    if (current != null) {
      thread.interrupt();
    }
  }

  @Override
  public void run() {
    while (true) {
      try {
        current = tasks.take();
        answer(current);
      } catch (InterruptedException | Stop e) {
        answerStopped(); // It came between two tasks, or just as one was being answered.
      } catch (OutOfMemoryError e) {
        answerShortOfMemory(e); // Not even the answer found room; by now the task's own has gone.
      }
      current = null;
    }
  }

  private void start() {
    thread = new Thread(this, NAME);
    thread.setDaemon(true);
    thread.setContextClassLoader(classes);
    thread.setUncaughtExceptionHandler((dead, error) -> succeed());
    thread.start();
  }

  /** Only a stop in the narrowest of places ends the thread; a new one goes on with the queue. */
  private void succeed() {
    answerStopped();
    current = null;
    start();
  }

  private void answer(Task task) {
    Frame frame;
    try {
      frame = Frame.of(Kind.DONE, task.number(), run(task));
    } catch (Throwable e) { // Whatever an analyst's code throws is an answer.
      frame = Frame.of(Kind.FAILED, task.number(), failure(e).fields());
    }
    Thread.interrupted(); // An interrupt that came too late is not meant for the next task.
    put(task, frame);
  }

  private static Fields run(Task task) throws Exception {
    try {
      stoppable = task.cell();
      return task.work().call();
    } finally {
      stoppable = 0;
    }
  }

  private void answerStopped() {
    Task task = current;
    if (task != null) {
      put(task, Frame.of(Kind.FAILED, task.number(), Failure.of(Reason.STOPPED, null).fields()));
    }
  }

  private void answerShortOfMemory(OutOfMemoryError error) {
    Thrown thrown =
        new Thrown(error.getClass().getName(), error.getMessage(), List.of(), List.of());
    Failure failure = new Failure(Reason.THREW, 0, List.of(thrown));
    put(current, Frame.of(Kind.FAILED, current.number(), failure.fields()));
  }

  private void put(Task task, Frame frame) {
    if (task.answered().compareAndSet(false, true)) {
      outbox.put(frame);
    }
  }

  private static Failure failure(Throwable thrown) {
    Throwable cause =
        thrown instanceof InvocationTargetException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
      cause = cause.getCause(); // The initialiser of a cell's class is the cell itself.
    }
    if (cause instanceof Stop) {
      return Failure.of(Reason.STOPPED, cause);
    }
    if (cause instanceof jdk.jshell.spi.SPIResolutionException unresolved) {
      return new Failure(
          Reason.UNRESOLVED, unresolved.id(), Failure.of(Reason.UNRESOLVED, cause).chain());
    }
    return Failure.of(Reason.THREW, cause);
  }
}
