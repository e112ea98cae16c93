package dev.trn3.display;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows how far a long calculation has come: a bar, the rate and the remaining time.
 *
 * <pre>{@code
 * for (Plan plan : Progress.over("plans", plans)) { ... }
 *
 * try (Progress progress = Progress.of("simulated seconds", 600)) {
 *   while (...) { progress.step(); }
 * }
 * }</pre>
 *
 * <p>In a notebook one output is replaced at most five times a second. A terminal, which keeps what
 * it has printed, gets a line every two seconds. In the end both say only how much was done,
 * without times, so that stored outputs of a notebook do not change from run to run. Steps may come
 * from several threads.
 */
public final class Progress implements AutoCloseable {

  private static final long REPLACED_EVERY = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long PRINTED_EVERY = TimeUnit.SECONDS.toNanos(2);
  private static final int CELLS = 20;

  private final String what;
  private final long total;
  private final DisplaySink sink;
  private final LongSupplier nanoseconds;
  private final long began;

  private long done;
  private long shownAt;
  private Shown shown;
  private boolean closed;

  /** The clock and the sink are parameters for tests. */
  Progress(String what, long total, DisplaySink sink, LongSupplier nanoseconds) {
    if (total < 0) {
      throw new IllegalArgumentException(
          "progress \"" + what + "\" cannot have " + total + " steps");
    }
    this.what =
        Objects.requireNonNull(what, "what is counted is null; say Progress.of(\"plans\", 30)");
    this.total = total;
    this.sink = sink;
    this.nanoseconds = nanoseconds;
    this.began = nanoseconds.getAsLong();
    this.shownAt = began;
  }

  /**
   * Starts to show progress.
   *
   * @param what what is counted, such as {@code "plans"}
   * @param total how many there are; 0 where that is not known
   */
  public static Progress of(String what, long total) {
    return new Progress(what, total, Display.sink(), System::nanoTime);
  }

  /** The values of the collection, with progress shown while a loop goes through them. */
  public static <T> Iterable<T> over(String what, Collection<T> values) {
    return () -> new Counted<>(values.iterator(), of(what, values.size()));
  }

  /** One more is done. */
  public void step() {
    step(1);
  }

  /** So many more are done. */
  public synchronized void step(long more) {
    done += more;
    long now = nanoseconds.getAsLong();
    if (!closed && now - shownAt >= (sink.replaces() ? REPLACED_EVERY : PRINTED_EVERY)) {
      shownAt = now;
      show(running(now));
    }
  }

  /** Shows the end: all done, or how far it came. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      boolean stopped = total > 0 && done < total;
      String text = what + ": " + count() + (stopped ? ", stopped" : "");
      show(new Rendered(MimeBundle.text(text).with("text/html", html(text))));
    }
  }

  private void show(Rendered state) {
    if (shown == null) {
      shown = Display.newPlace();
      sink.show(state.bundle(), shown.id());
    } else {
      sink.update(state.bundle(), shown.id());
    }
  }

  private Rendered running(long now) {
    double seconds = (now - began) / 1e9;
    double rate = done / seconds;
    StringBuilder numbers = new StringBuilder(count());
    numbers.append(" · ").append(number(rate)).append("/s");
    if (total > 0 && done > 0 && done <= total) {
      numbers.append(" · ").append(duration((total - done) / rate)).append(" left");
    }
    String text = what + ": " + bar() + numbers;
    return new Rendered(MimeBundle.text(text).with("text/html", html(what + ": " + numbers)));
  }

  private String count() {
    String some = String.format(Locale.ROOT, "%,d", done);
    return total > 0 ? some + String.format(Locale.ROOT, " of %,d", total) : some;
  }

  private double share() {
    return total > 0 ? Math.min(1, done / (double) total) : 0;
  }

  private String bar() {
    int full = (int) (share() * CELLS);
    return total > 0 ? "█".repeat(full) + "░".repeat(CELLS - full) + " " : "";
  }

  private String html(String text) {
    String bar =
        String.format(
            Locale.ROOT,
            "<div style=\"width:20em;height:.5em;border-radius:.25em;background:#8884;margin:.3em 0\">"
                + "<div style=\"width:%.1f%%;height:100%%;border-radius:.25em;background:#0072b2\">"
                + "</div></div>",
            share() * 100);
    return "<div style=\"font-variant-numeric:tabular-nums\">"
        + Display.escaped(text)
        + (total > 0 ? bar : "")
        + "</div>";
  }

  private static String number(double rate) {
    return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate);
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** Counts the values that a loop takes, and ends with them. */
  private static final class Counted<T> implements Iterator<T> {

    private final Iterator<T> values;
    private final Progress progress;
    private boolean started;

    Counted(Iterator<T> values, Progress progress) {
      this.values = values;
      this.progress = progress;
    }

    @Override
    public boolean hasNext() {
      boolean more = values.hasNext();
      if (!more) {
        finishOne();
        progress.close();
      }
      return more;
    }

    @Override
    public T next() {
      finishOne();
      T value = values.next();
      started = true;
      return value;
    }

    /** The loop asks for the next value when it is done with the one before. */
    private void finishOne() {
      if (started) {
        started = false;
        progress.step();
      }
    }
  }
}
