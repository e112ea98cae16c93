package dev.trn3.notebook.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a process prints outside the protocol: read by a thread of its own, the last of it kept. */
final class PrintedLines {

  private static final int LINES_KEPT = 200;
  private static final int LONGEST_LINE = 2_000;

  private final Deque<String> kept = new ArrayDeque<>();
  private final Process process;
  private final Consumer<String> listener;
  private final Thread reader;

  /**
   * Reads on until nobody can write to it any more; that may be later than the end of the process,
   * where something that it has started still can. The listener hears of each whole line.
   */
  PrintedLines(Process process, Consumer<String> listener) {
    this.process = process;
    this.listener = listener;
    reader = new Thread(this::read, "output of kernel " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    Charset charset = Charset.defaultCharset();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), charset))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " ..." : line);
        listener.accept(line);
      }
    } catch (IOException e) {
      keep("(its output could not be read further: " + e.getMessage() + ")");
    }
  }

  private synchronized void keep(String line) {
    kept.add(line);
    if (kept.size() > LINES_KEPT) {
      kept.remove();
    }
  }

  synchronized void forget() {
    kept.clear();
  }

  /** The last lines; of a process that has ended, with what it said at the very end. */
  List<String> last(int count) {
    if (!process.isAlive()) {
      try {
        reader.join(TimeUnit.SECONDS.toMillis(1)); // For what is still on its way, not for others.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    synchronized (this) {
      List<String> all = List.copyOf(kept);
      return all.subList(Math.max(0, all.size() - count), all.size());
    }
  }
}
