package dev.trn3.kernel.session;

import dev.trn3.kernel.magic.TimeMagics;
import java.time.Duration;

/** A cell that runs, and whether it is being stopped. */
final class RunningCell implements Interruption, Interrupter.Running {

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

  RunningCell(int shell, int serial, WorkerProcess worker) {
    this.shell = shell;
    this.serial = serial;
    this.worker = worker;
  }

  /** It turns out to run in this worker. */
  void runsIn(WorkerProcess present) {
    worker = present;
  }

  /** An interrupt has come. */
  void request() {
    requested = true;
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

  void end() {
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
