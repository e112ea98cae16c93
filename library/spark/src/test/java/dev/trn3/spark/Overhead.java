package dev.trn3.spark;

import dev.trn3.sweep.Engine;
import dev.trn3.sweep.Processors;
import dev.trn3.sweep.Sweep;
import dev.trn3.sweep.SweepResult;
import dev.trn3.sweep.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What Spark costs for a million evaluations of a function that does nothing, beyond what they cost
 * without it. Run by {@code library/spark/overhead}; prints a table.
 */
public final class Overhead {

  private static final int EVALUATIONS = 1_000_000;
  private static final int RUNS = 5;

  private Overhead() {}

  /** Measures in this process and on a master with two workers of one processor each. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    double plain = seconds(new Processors(2));
    System.out.println("| 1,000,000 evaluations of nothing | seconds | beyond the first row |");
    System.out.println("|:---|---:|---:|");
    row("2 processors, without Spark", plain, plain);
    row("Spark inside the process, 2 threads", seconds(Spark.local(2)), plain);
    Spark.stop();
    try (Cluster cluster = Cluster.of(Files.createTempDirectory("trn3-overhead"), 2)) {
      Path classes = Path.of(System.getProperty("classes"));
      Spark spark =
          Spark.master(cluster.url())
              .jar(classes)
              .with("spark.executor.memory", "480m")
              .with("spark.driver.host", "127.0.0.1")
              .with("spark.driver.bindAddress", "127.0.0.1");
      row("Spark on a master and 2 workers on this machine", seconds(spark), plain);
      Spark.stop();
    }
    System.exit(0); // Spark leaves threads behind.
  }

  private static void row(String what, double seconds, double plain) {
    System.out.printf(
        Locale.ROOT, "| %s | %.2f | %s |%n", what, seconds, text(seconds - plain, plain));
  }

  private static String text(double more, double plain) {
    return more == 0
        ? ""
        : String.format(Locale.ROOT, "%.2f s, %.1f times", more, (more + plain) / plain);
  }

  /** The median of some runs, after one that starts what has to be started. */
  private static double seconds(Engine engine) {
    Sweep<Integer> sweep =
        Sweep.of(point -> 1).quietly().over("x", Values.range(1, EVALUATIONS)).on(engine);
    double[] seconds = new double[RUNS];
    for (int i = -1; i < RUNS; i++) {
      long start = System.nanoTime();
      SweepResult result = sweep.run();
      if (result.rows().size() != EVALUATIONS) {
        throw new IllegalStateException("only " + result);
      }
      if (i >= 0) {
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return seconds[RUNS / 2];
  }
}
