package dev.trn3.cli.notebook;

import dev.trn3.kernel.Signals;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Until its end Ctrl-C interrupts a thread, and a second Ctrl-C ends the process. */
final class Interruption {

  private static final int INTERRUPTED = 130;

  private final AtomicReference<Thread> thread;

  private Interruption(Thread thread) {
    this.thread = new AtomicReference<>(thread);
  }

  /** Lets Ctrl-C interrupt this thread from now on. */
  static Interruption of(Thread thread) {
    Interruption interruption = new Interruption(thread);
    AtomicInteger times = new AtomicInteger();
    Signals.onInterrupt(
        () -> {
          Thread running = interruption.thread.get();
          if (running == null || times.incrementAndGet() > 1) {
            System.exit(INTERRUPTED);
          }
          running.interrupt();
        });
    return interruption;
  }

  /** What follows, such as writing results, is not disturbed by an interrupt that came late. */
  void end() {
    thread.set(null);
    boolean unused = Thread.interrupted();
  }
}
