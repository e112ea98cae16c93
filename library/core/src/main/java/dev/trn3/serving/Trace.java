package dev.trn3.serving;

import static dev.trn3.view.Sheet.column;

import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Requests that were recorded, played again at the times at which they came; the first one at 0.
 *
 * <p>Two formats are read. CSV with a header and a column each for time, input tokens and output
 * tokens, under any of their usual names; times are seconds, or dates as in the public traces of
 * Azure ({@code TIMESTAMP,ContextTokens,GeneratedTokens}). JSON lines as in the public traces of
 * Mooncake, with {@code timestamp} in milliseconds, {@code input_length}, {@code output_length} and
 * {@code hash_ids}, which name shared blocks of 512 prompt tokens.
 */
public final class Trace implements Traffic, Tabular {

  private final String name;
  private final double[] arrivals;
  private final int[] inputs;
  private final int[] outputs;
  private final Prefix[] prompts;
  private final double speed;

  Trace(String name, double[] arrivals, int[] inputs, int[] outputs, Prefix[] prompts) {
    this(name, arrivals, inputs, outputs, prompts, 1);
  }

  private Trace(
      String name, double[] arrivals, int[] inputs, int[] outputs, Prefix[] prompts, double speed) {
    this.name = name;
    this.arrivals = arrivals;
    this.inputs = inputs;
    this.outputs = outputs;
    this.prompts = prompts;
    this.speed = speed;
  }

  /**
   * Reads a trace.
   *
   * @param file CSV, or JSON lines if its name ends in {@code .jsonl} or {@code .json}
   * @throws IllegalArgumentException naming the line if a column or a value is missing, a number is
   *     none, a time is negative or before the one above, or tokens are below 1
   */
  public static Trace replay(Path file) {
    return TraceFile.read(file);
  }

  /** The same by name, from the working directory. */
  public static Trace replay(String file) {
    return replay(Path.of(file));
  }

  /** Requests in all. */
  public int requests() {
    return arrivals.length;
  }

  /** Seconds from the first request to the last. */
  public double seconds() {
    return arrivals[arrivals.length - 1] / speed;
  }

  /** The first so many requests. */
  public Trace first(int count) {
    if (count < 1 || count > arrivals.length) {
      throw new IllegalArgumentException(
          "%s has %,d requests, not the first %,d".formatted(name, arrivals.length, count));
    }
    return new Trace(
        name,
        Arrays.copyOf(arrivals, count),
        Arrays.copyOf(inputs, count),
        Arrays.copyOf(outputs, count),
        Arrays.copyOf(prompts, count),
        speed);
  }

  /** Its lengths of prompts, to be drawn from. */
  public Lengths prompts() {
    return Lengths.empirical(inputs);
  }

  /** Its lengths of answers, to be drawn from. */
  public Lengths outputs() {
    return Lengths.empirical(outputs);
  }

  @Override
  public RequestStream start() {
    return new RequestStream() {
      private int next;

      @Override
      public double nextArrival() {
        return next == arrivals.length ? Double.POSITIVE_INFINITY : arrivals[next] / speed;
      }

      @Override
      public Request take() {
        Request request =
            Request.of(arrivals[next] / speed, inputs[next], outputs[next])
                .begins(prompts[next])
                .leaves(prompts[next]);
        next++;
        return request;
      }
    };
  }

  @Override
  public double perSecond() {
    return seconds() > 0 ? (arrivals.length - 1) / seconds() : Double.NaN;
  }

  /** The same requests, that many times as fast. */
  @Override
  public Trace times(double factor) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          "a trace is played faster by a positive factor, not " + factor);
    }
    return new Trace(name, arrivals, inputs, outputs, prompts, speed * factor);
  }

  @Override
  public int largestRequest() {
    long largest = 0;
    for (int i = 0; i < inputs.length; i++) {
      largest = Math.max(largest, (long) inputs[i] + outputs[i]);
    }
    return (int) Math.min(Integer.MAX_VALUE, largest);
  }

  @Override
  public double lastArrival() {
    return seconds();
  }

  @Override
  public boolean isOpenLoop() {
    return true;
  }

  @Override
  public boolean asksMostIfAnsweredAtOnce() {
    return true;
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            name,
            column("what"),
            column("mean"),
            column("median"),
            column("99th percentile"),
            column("largest"));
    return row(row(sheet, "input tokens", inputs), "output tokens", outputs)
        .note(
            String.format(
                java.util.Locale.ROOT,
                "%,d %s in %,.1f s%s%s.",
                requests(),
                requests() == 1 ? "request" : "requests",
                seconds(),
                Double.isFinite(perSecond())
                    ? String.format(java.util.Locale.ROOT, ", %.3g per second", perSecond())
                    : "",
                speed == 1 ? "" : ", played " + speed + " times as fast"));
  }

  private static Sheet row(Sheet sheet, String what, int[] values) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    return sheet.row(
        what,
        Arrays.stream(sorted).average().orElseThrow(),
        (double) sorted[(sorted.length - 1) / 2],
        (double) sorted[(int) Math.ceil(0.99 * sorted.length) - 1],
        (double) sorted[sorted.length - 1]);
  }

  @Override
  public String toString() {
    return "%s, %,d requests".formatted(name, requests());
  }
}
