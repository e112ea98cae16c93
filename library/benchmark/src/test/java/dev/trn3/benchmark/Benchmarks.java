package dev.trn3.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs benchmarks and writes their table. */
public final class Benchmarks {

  private static final List<Class<?>> ALL =
      List.of(
          CollectiveBenchmark.class,
          TrainingBenchmark.class,
          ServingBenchmark.class,
          SearchBenchmark.class);

  /**
   * A search runs a lot of code seldom: what is not compiled yet is compiled beside the one
   * processor of the one, but instead of the second of the other.
   */
  private static final int WARM_UP_OF_SEARCHES = 12;

  private Benchmarks() {}

  /**
   * Runs them.
   *
   * @param arguments the file to write, and the names of the benchmarks to run: all where left out,
   *     and only then the file is written
   */
  public static void main(String[] arguments) throws RunnerException, IOException {
    if (arguments.length > 1) {
      System.out.println(table(run(arguments[1])));
      return;
    }
    List<RunResult> results = new ArrayList<>();
    for (Class<?> each : ALL) {
      results.addAll(run(each.getSimpleName()));
      // What has been measured is kept where a later class fails or is stopped.
      Files.writeString(Path.of(arguments[0]), table(results));
    }
  }

  private static Collection<RunResult> run(String which) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(which)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.SECONDS)
                .forks(Integer.getInteger("trn3.forks", 2))
                .warmupIterations(which.startsWith("Search") ? WARM_UP_OF_SEARCHES : 2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsAppend("-Djava.awt.headless=true", "-Xmx1g")
                .build())
        .run();
  }

  private static String table(Collection<RunResult> results) {
    return BenchmarkReport.of(
        results, LocalDate.now(ZoneOffset.UTC), System.getProperty("trn3.simpy", ""));
  }
}
