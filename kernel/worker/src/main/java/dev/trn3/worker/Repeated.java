package dev.trn3.worker;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * How long code takes that was run again and again.
 *
 * @param nanos of once: the median of the runs
 * @param least of once, in the fastest run
 * @param most of once, in the slowest run
 * @param runs how many times it was measured
 * @param loops how often it ran in each
 */
public record Repeated(double nanos, double least, double most, int runs, long loops) {

  private static final int RUNS = 7;
  private static final long RUN_NANOS = 100_000_000;
  private static final int FASTER = 10;
  private static final long MOST_LOOPS = 1_000_000_000;
  private static final double NOTHING_NANOS = 0.1;

  /** Where values go, lest the compiler see that nobody needs them. */
  public static volatile Object kept;

  /** A statement that may throw. */
  public interface Statement {
    /** Runs it. */
    void run() throws Exception;
  }

  /** Measures an expression. */
  public static Repeated measure(Callable<?> expression) throws Exception {
    return measure((Statement) () -> kept = expression.call());
  }

  /** Measures a statement: first as often as fills a tenth of a second, which also warms it up. */
  public static Repeated measure(Statement statement) throws Exception {
    long loops = 1;
    long taken = nanos(statement, loops);
    while (taken < RUN_NANOS && loops < MOST_LOOPS) {
      double factor = Math.min(FASTER, 1.2 * RUN_NANOS / Math.max(1, taken));
      loops = (long) Math.ceil(loops * Math.max(1.5, factor));
      taken = nanos(statement, loops);
    }
    double[] once = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      once[i] = nanos(statement, loops) / (double) loops;
    }
    kept = null;
    Arrays.sort(once);
    return new Repeated(once[RUNS / 2], once[0], once[RUNS - 1], RUNS, loops);
  }

  private static long nanos(Statement statement, long loops) throws Exception {
    long start = System.nanoTime();
    for (long i = 0; i < loops; i++) {
      statement.run();
    }
    return System.nanoTime() - start;
  }

  @Override
  public String toString() {
    if (nanos < NOTHING_NANOS) {
      return "nothing is left of it once it is compiled, as nobody needs what it does";
    }
    return String.format(
        Locale.ROOT,
        "%s (%s to %s in %d runs of %d)",
        duration(nanos),
        duration(least),
        duration(most),
        runs,
        loops);
  }

  private static String duration(double nanos) {
    if (nanos < 1e3) {
      return String.format(Locale.ROOT, "%.3g ns", nanos);
    }
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.3g µs", nanos / 1e3);
    }
    return nanos < 1e9
        ? String.format(Locale.ROOT, "%.3g ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.3g s", nanos / 1e9);
  }
}
