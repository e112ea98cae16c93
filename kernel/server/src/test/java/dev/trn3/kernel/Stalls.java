package dev.trn3.kernel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * When the machine itself, or this JVM, kept a thread waiting that wanted nothing but to wake up:
 * what takes so much longer elsewhere meanwhile need not be the fault of what is tested. It may be,
 * where that took the processors, so whoever excuses something by this sets an end to it.
 */
final class Stalls {

  private static final long NAP_MILLIS = 10;
  private static final long WORTH_MILLIS = 20;

  private record Stall(long from, long to) {}

  private final Queue<Stall> stalls = new ConcurrentLinkedQueue<>();

  /** Begins to look. */
  Stalls() {
    Thread thread = new Thread(this::look, "stalls");
    thread.setDaemon(true);
    thread.start();
  }

  private void look() {
    try {
      while (true) {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(NAP_MILLIS);
        Thread.sleep(NAP_MILLIS);
        long now = System.nanoTime();
        if (now - due > TimeUnit.MILLISECONDS.toNanos(WORTH_MILLIS)) {
          stalls.add(new Stall(due, now));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long the machine stood still between these times of {@link System#nanoTime}. */
  long millisBetween(long from, long to) {
    long nanos = 0;
    for (Stall stall : stalls) {
      nanos += Math.max(0, Math.min(to, stall.to()) - Math.max(from, stall.from()));
    }
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
