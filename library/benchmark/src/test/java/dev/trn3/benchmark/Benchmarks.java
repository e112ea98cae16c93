package dev.trn3.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
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

  private Benchmarks() {}

  /**
   * Runs them.
   *
   * @param arguments the file to write, and the names of the benchmarks to run: all where left out,
   *     and only then the file is written
   */
  public static void main(String[] arguments) throws RunnerException, IOException {
    String which = arguments.length > 1 ? arguments[1] : ".*";
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(which)
                    .mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.SECONDS)
                    .forks(2)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .addProfiler(GCProfiler.class)
                    .shouldFailOnError(true)
                    .jvmArgsAppend("-Djava.awt.headless=true", "-Xmx1g")
                    .build())
            .run();
    String table = BenchmarkReport.of(
            results, LocalDate.now(ZoneOffset.UTC), System.getProperty("trn3.simpy", ""));
    if (arguments.length > 1) {
      System.out.println(table);
    } else {
      Files.writeString(Path.of(arguments[0]), table);
    }
  }
}
