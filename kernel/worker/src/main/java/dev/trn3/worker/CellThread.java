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
 * Runs the analyst's code of one shell, one task after the other, in the same thread until that is
 * left behind with a task, see {@link #abandon}: what code keeps in its {@code ThreadLocal}s is not
 * there for what runs in the thread that succeeds it.
 *
 * <p>The kernel has a main shell, number {@value #MAIN}, and subshells beside it. What a thread
 * prints belongs to the latest cell of the shell that has started it, directly or through others,
 * unless it is {@link Bound} to one; threads of which nobody knows who started them belong to the
 * main shell.
 *
 * <p>{@link Stop} may be thrown into that thread at any point, also between two tasks. Whatever
 * happens, each task is answered exactly once.
 */
final class CellThread implements Runnable {

  /** How a worker ends that has no memory left to say anything, as other JVMs do. */
  static final int NO_MEMORY = 3;

  /** An answer for which there is room where there is for nothing else. */
  private static final byte[] SHORT_OF_MEMORY = shortOfMemory();

  /** The shell that is always there. */
  static final int MAIN = 0;

  private static final InheritableThreadLocal<CellThread> OWNER = new InheritableThreadLocal<>();

  private final Outbox outbox;
  private final ClassLoader classes;
  private final int shell;
  private final CellInput input;
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private volatile Task current;
  private volatile Runner thread;
  private volatile boolean ending;
  private volatile boolean wasInterrupted; // What runs, or what ran before.

  /** Held while a thread is left behind, and while one answers or changes what is kept. */
  private final Object succession = new Object();

  /** The cell to which what is printed belongs. */
  volatile int cell;

  /** What the last invocation gave. */
  volatile Object lastValue;

  CellThread(int shell, Outbox outbox, ClassLoader classes, CellInput input) {
    Objects.requireNonNull(Stop.NOW); // Loaded now: the parent looks for it from outside.
    this.shell = shell;
    this.outbox = outbox;
    this.classes = classes;
    this.input = input;
    start();
  }

  /** The shell to which this thread belongs; null where nobody knows. */
  static CellThread owner() {
    return OWNER.get();
  }

  /** The cell to which what the calling thread prints belongs: of who was left, the one it runs. */
  int printing() {
    int own = Thread.currentThread() instanceof Runner runner ? runner.stoppable : 0;
    return own == 0 ? cell : own;
  }

  /** Keeps what an invocation gave, unless the calling thread was left: a later one counts then. */
  void keep(Object value) {
    synchronized (succession) {
      if (isOurs(Thread.currentThread())) {
        lastValue = value;
      }
    }
  }

  /** What is printed belongs to this cell again, unless the calling thread was left. */
  void goBackTo(int before) {
    synchronized (succession) {
      if (isOurs(Thread.currentThread())) {
        cell = before;
      }
    }
  }

  /** Standard input of this shell. */
  CellInput input() {
    return input;
  }

  /** The parent finds it by its class and reads its field, from outside. */
  static final class Runner extends Thread {

    /**
     * The cell whose code runs at this moment; 0 while none does. The parent looks before it throws
     * {@link Stop}, which may hit nothing but the code of the cell it is meant for.
     */
    volatile int stoppable;

    Runner(Runnable work, String name) {
      super(work, name);
    }
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
      wasInterrupted = true;
      thread.interrupt();
    }
  }

  /** Ends this thread when all that waits is done. */
  void end() {
    ending = true;
    submit(0, 0, Fields::none); // Wakes it up. Nobody waits for the answer.
  }

  @Override
  public void run() {
    OWNER.set(this);
    while (isOurs(Thread.currentThread()) && (!ending || !tasks.isEmpty())) {
      Task task = null;
      try {
        task = tasks.take();
        current = task;
        answer(task);
      } catch (InterruptedException | Stop e) {
        answerStopped(task); // It came between two tasks, or just as one was being answered.
      } catch (OutOfMemoryError e) {
        Reserve.release();
        answerShortOfMemory(task); // There was no room for a better answer.
      }
      if (isOurs(Thread.currentThread())) {
        current = null;
      }
    }
  }

  /** Whether it was not left behind. */
  private boolean isOurs(Thread runner) {
    return runner == thread;
  }

  /**
   * Leaves a cell to the thread that runs it, which waits for a lock that others have, or in native
   * code, and can be reached by nothing before it gets that or returns. The cell is answered as
   * stopped, and a new thread goes on with what waits. Does nothing where the cell does not run or
   * was answered by itself.
   *
   * @param inNativeCode whether it is there; one that takes the processor is not left
   */
  void abandon(int ofCell, boolean inNativeCode) {
    if (inNativeCode && Processor.isTakenBy(thread)) {
      return;
    }
    Task task;
    synchronized (succession) {
      task = current;
      if (task == null || task.cell() != ofCell || !task.answered().compareAndSet(false, true)) {
        return;
      }
      current = null;
      startOrEnd();
    }
    outbox.put(Frame.of(Kind.ABANDONED, 0, Fields.none().number(ofCell).flag(inNativeCode)));
    outbox.put(stopped(task));
  }

  private void start() {
    thread = new Runner(this, shell == MAIN ? "cell" : "cell of subshell " + shell);
    thread.setDaemon(true);
    thread.setContextClassLoader(classes);
    thread.setUncaughtExceptionHandler((dead, error) -> succeedOrEnd(dead));
    thread.start();
  }

  /** A shell without a thread would let all that follows wait for ever. */
  private void startOrEnd() {
    try {
      start();
    } catch (OutOfMemoryError e) { // Also where the system has no thread left.
      Runtime.getRuntime().halt(NO_MEMORY);
    }
  }

  /** A cell that nobody can answer any more would wait for ever. */
  private void succeedOrEnd(Thread dead) {
    try {
      Reserve.release();
      succeed(dead);
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(NO_MEMORY);
    }
  }

  /** Only a stop in the narrowest of places ends the thread; a new one goes on with the queue. */
  private void succeed(Thread dead) {
    if (isOurs(dead)) {
      answerStopped(current);
      current = null;
      start();
    }
  }

  private void answer(Task task) {
    Frame frame;
    try {
      frame = Frame.of(Kind.DONE, task.number(), run(task));
    } catch (Throwable e) { // Whatever an analyst's code throws is an answer.
      if (e instanceof OutOfMemoryError || e.getCause() instanceof OutOfMemoryError) {
        Reserve.release();
      }
      frame = Frame.of(Kind.FAILED, task.number(), failure(e).fields());
    }
    if (wasInterrupted) {
      wasInterrupted = false;
      LateInterrupt.takeAway();
    }
    Thread.interrupted(); // One that came too late is not meant for the next task.
    put(task, frame);
  }

  private static Fields run(Task task) throws Exception {
    Runner runner = (Runner) Thread.currentThread();
    try {
      runner.stoppable = task.cell();
      return task.work().call();
    } finally {
      runner.stoppable = 0;
    }
  }

  private void answerStopped(Task task) {
    if (task != null) {
      put(task, stopped(task));
    }
  }

  private static Frame stopped(Task task) {
    return Frame.of(Kind.FAILED, task.number(), Failure.of(Reason.STOPPED, null).fields());
  }

  private void answerShortOfMemory(Task task) {
    if (task != null) {
      put(task, new Frame(Kind.FAILED, task.number(), SHORT_OF_MEMORY));
    }
  }

  private static byte[] shortOfMemory() {
    String type = OutOfMemoryError.class.getName();
    Thrown thrown = new Thrown(type, "Java heap space", List.of(), List.of());
    Failure failure = new Failure(Reason.THREW, 0, List.of(thrown));
    return Frame.of(Kind.FAILED, 0, failure.fields()).body();
  }

  private void put(Task task, Frame frame) {
    boolean first;
    synchronized (succession) { // Whoever leaves it behind has its successor ready by then.
      first = task.answered().compareAndSet(false, true);
    }
    if (first) {
      putOrReopen(task, frame);
    }
  }

  private void putOrReopen(Task task, Frame frame) {
    try {
      outbox.put(frame);
    } catch (OutOfMemoryError e) {
      task.answered().set(false); // Who catches this answers it.
      throw e;
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
