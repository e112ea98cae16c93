package dev.trn3.cli.notebook;

import dev.trn3.cli.Terminal;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One line that says what is going on and for how long, and vanishes. Silent where nobody looks.
 */
final class ProgressLine implements AutoCloseable {

  private static final String ERASE = "\r\033[K";

  private final PrintStream stream = System.err;
  private final boolean seen = Terminal.isError();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private ScheduledFuture<?> ticking;

  /** Shows this instead of what was shown, with the seconds since now. */
  synchronized void show(String what) {
    clear();
    if (seen) {
      long start = System.nanoTime();
      ticking =
          clock.scheduleAtFixedRate(
              () -> draw(what, System.nanoTime() - start), 0, 1, TimeUnit.SECONDS);
    }
  }

  /** Removes the line. */
  synchronized void clear() {
    if (ticking != null) {
      ticking.cancel(false);
      ticking = null;
      stream.print(ERASE);
      stream.flush();
    }
  }

  private synchronized void draw(String what, long nanoseconds) {
    if (ticking != null) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoseconds);
      stream.print(ERASE + what + (seconds == 0 ? "" : ", " + seconds + " s"));
      stream.flush();
    }
  }

  @Override
  public void close() {
    clear();
    clock.shutdownNow();
  }
}
