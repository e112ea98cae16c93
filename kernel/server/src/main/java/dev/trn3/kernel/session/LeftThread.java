package dev.trn3.kernel.session;

import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.time.Duration;

/**
 * A thread to which a cell was left, since it waited for a lock or in native code. It is stopped as
 * soon as it gets its lock, and looked at again until it has ended: it may catch the stop that
 * awaits it there.
 */
final class LeftThread {

  private static final long LOOK_MILLIS = 1_000;

  private final WorkerProcess worker;
  private final int serial;
  private final StepTimer timer;
  private long spares; // Until when what initialises a class is spared.
  private boolean wasStopped;

  LeftThread(WorkerProcess worker, int serial, StepTimer timer) {
    this.worker = worker;
    this.serial = serial;
    this.timer = timer;
    spare();
  }

  private void spare() {
    spares = System.nanoTime() + Duration.ofMillis(Escalation.INITIALISING_MILLIS).toNanos();
  }

  /** Looks once a second until it has ended. */
  void follow() {
    timer.later(LOOK_MILLIS, this::look);
  }

  private DebuggedCell cell() {
    return worker.debuggee().cell(serial);
  }

  private void look() {
    try {
      if (!worker.isAlive() || !cell().isRunning()) {
        cell().tellOfExceptionsAgain();
        return;
      }
      if (cell().waits()) {
        spare();
      } else {
        stop();
      }
    } catch (RuntimeException e) {
      System.err.println("A thread that was left could not be stopped: " + e);
    }
    follow();
  }

  /** Stops it and lets it return in turns, for code that catches whatever is thrown. */
  private void stop() {
    boolean everywhere = System.nanoTime() - spares > 0;
    wasStopped = wasStopped ? !cell().returnFrom(everywhere) : cell().stop(everywhere);
    worker.tell(Kind.RELEASE, 0, Fields.none());
  }
}
