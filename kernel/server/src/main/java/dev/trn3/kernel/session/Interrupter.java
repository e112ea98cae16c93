package dev.trn3.kernel.session;

import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Stops what cells run, see {@link Escalation}, and ends the worker where that hangs, as where the
 * system has stopped it.
 */
final class Interrupter implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Looks in that time: who looks keeps the whole session of a cell, also where it has ended. */
  private static final int LOOKS = 20;

  private final Duration patience;
  private final StepTimer timer = new StepTimer("interrupts");
  private final StepTimer watch = new StepTimer("interrupts that hang");

  Interrupter() {
    this(PATIENCE);
  }

  /** One that ends the worker where its debugger does not answer in so much time. */
  Interrupter(Duration patience) {
    this.patience = patience;
  }

  /** A cell that runs. */
  interface Running {

    /** Whether it still does. */
    boolean runs();

    /** The shell whose cell it is. */
    int shell();

    /** Its serial. */
    int serial();

    /** Its worker. */
    WorkerProcess worker();

    /** Called again and again while the compiler is at work on it that is to be stopped. */
    void compiles();

    /** Called when the program that it waits for was ended. */
    void endedItsProgram();

    /** Called when only ending the worker was left. */
    void gaveUp();
  }

  /**
   * Stops the cell. Returns at once.
   *
   * @param letGo lets go on what a debugger holds
   */
  void interrupt(Running cell, Runnable letGo) {
    if (cell.runs()) {
      watch(cell);
      new Escalation(cell, timer).begin(letGo);
    }
  }

  /** Ends the worker where the timer hangs, since nothing else would stop the cell any more. */
  private void watch(Running cell) {
    var unused = watch.after(patience.dividedBy(LOOKS), () -> endIfItHangs(cell));
  }

  private void endIfItHangs(Running cell) {
    if (!cell.runs() || !cell.worker().isAlive()) {
      return;
    }
    if (timer.hangsFor(patience)) {
      cell.gaveUp();
      cell.worker().kill();
    } else {
      watch(cell);
    }
  }

  /** Does something later, unless it is cancelled before. */
  Future<?> after(Duration time, Runnable work) {
    return timer.after(time, work);
  }

  /** Stops the thread to which a cell was left, as soon as that can be. */
  void follow(WorkerProcess worker, int serial) {
    new LeftThread(worker, serial, timer).follow();
  }

  @Override
  public void close() {
    timer.close();
    watch.close();
  }
}
