package dev.trn3.kernel.session;

import dev.trn3.kernel.magic.TimeMagics;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A cell that runs, and whether it is being stopped. */
final class RunningCell implements Interruption, Interrupter.Running {

  private static final long COMPILER_MILLIS = 250;
  private static final long HOPELESS_MILLIS = 5_000;
  private static final String STAYS =
      "The compiler is at work on this cell and cannot be stopped; only a restart of the kernel"
          + " ends it.\n";

  private final int shell;
  private final int serial;
  private volatile WorkerProcess worker;
  private volatile boolean requested;
  private volatile boolean ended;
  private volatile boolean endedItsProgram;
  private volatile boolean gaveUp;
  private volatile boolean workerGone;
  private volatile boolean abandoned;
  private volatile boolean inNativeCode;
  private volatile boolean restarts;
  private volatile Duration limit;
  private final Thread thread = Thread.currentThread();
  private final AtomicLong requestedAt = new AtomicLong();
  private volatile JavaSession session;
  private volatile boolean compilerStopped;
  private volatile boolean saidThatItStays;

  RunningCell(int shell, int serial, WorkerProcess worker) {
    this.shell = shell;
    this.serial = serial;
    this.worker = worker;
  }

  /** It turns out to run in this session. */
  void runsIn(JavaSession present) {
    worker = present.worker();
    session = present;
  }

  /** An interrupt has come. */
  void request() {
    mayBeStopped();
    requested = true;
  }

  /** From soon on its compiler may be stopped: it is interrupted, or its worker has ended. */
  void mayBeStopped() {
    requestedAt.compareAndSet(0, System.nanoTime() | 1); // Never 0.
  }

  /** The time that a person allows it is over. */
  void tookLongerThan(Duration allowed) {
    limit = allowed;
  }

  /** Its worker is to be replaced when it has ended. */
  void restartAfterwards() {
    restarts = true;
  }

  boolean restarts() {
    return restarts;
  }

  /** Its worker ended, whoever ended it. */
  void workerGone() {
    workerGone = true;
  }

  /** From now on its thread may compile the next one, which is not to be stopped. */
  synchronized void end() {
    ended = true;
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
    String late =
        limit == null
            ? ""
            : "it took longer than the %s of %%timeout; ".formatted(TimeMagics.seconds(limit));
    if (workerGone && !gaveUp) {
      return late
          + "its JVM broke off as the cell was stopped: variables are lost, a fresh one takes the next"
          + " cell";
    }
    if (gaveUp) {
      return late
          + "the cell could not be stopped otherwise, so its JVM was ended: variables are lost, a"
          + " fresh one takes the next cell";
    }
    return abandoned
        ? late
            + (inNativeCode
                ? "the cell waits in native code, which nothing stops, so it was left to its thread,"
                    + " which is stopped when it returns"
                : "the cell waits for a lock that another thread has, so it was left to its thread,"
                    + " which is stopped when it gets the lock")
            + "; variables are kept"
        : late + stopped() + "; variables are kept";
  }

  private String stopped() {
    if (compilerStopped) {
      return "the compiler was at work on the cell, and was stopped";
    }
    return endedItsProgram
        ? "the cell was stopped, and the program that it waited for was ended"
        : "the cell was stopped";
  }

  @Override
  public boolean runs() {
    return !ended && !abandoned;
  }

  @Override
  public WorkerProcess worker() {
    return worker;
  }

  /** What takes it a moment, it may finish; a new one costs a third of a second. */
  @Override
  public void compiles() {
    long since = System.nanoTime() - requestedAt.get();
    if (session == null || since < TimeUnit.MILLISECONDS.toNanos(COMPILER_MILLIS)) {
      return;
    }
    if (stopsCompiler()
        && !saidThatItStays
        && since > TimeUnit.MILLISECONDS.toNanos(HOPELESS_MILLIS)) {
      saidThatItStays = true;
      session.outputs().stream(serial, "stderr", STAYS);
    }
  }

  private synchronized boolean stopsCompiler() {
    return !ended && session.compiler().stop(thread);
  }

  @Override
  public void compilerStopped() {
    compilerStopped = true;
  }

  @Override
  public void endedItsProgram() {
    endedItsProgram = true;
  }

  @Override
  public void gaveUp() {
    gaveUp = true;
  }

  /** The worker has left it to its thread, which waits for a lock, or in native code. */
  void abandoned(boolean waitsInNativeCode) {
    inNativeCode = waitsInNativeCode;
    abandoned = true;
  }
}
