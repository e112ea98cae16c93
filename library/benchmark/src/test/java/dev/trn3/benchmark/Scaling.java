package dev.trn3.benchmark;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Recompute.FULL;
import static dev.trn3.parallelism.Recompute.SELECTIVE;

import com.sun.management.OperatingSystemMXBean;
import dev.trn3.experiment.Serving;
import dev.trn3.experiment.Training;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.serving.Rate;
import dev.trn3.sweep.Processors;
import dev.trn3.sweep.Sweep;
import dev.trn3.sweep.Values;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much quicker two processors are than one. Others use the machine too, so one and two take
 * turns, and each run on two is compared with those on one before and after it; a run during which
 * others had more than a fiftieth of the processors says nothing, and is left out. The compiler
 * works beside one processor and instead of a second, so that measuring begins when it has nothing
 * left to do. Beside it, what the machine can give: two threads that share nothing but the machine.
 * Run by {@code library/benchmark/scaling}; prints a table.
 */
public final class Scaling {

  private static final double WARM_UP_SECONDS = 20;
  private static final int PAIRS = 40;
  private static final double SHARE_OF_OTHERS = 0.02;
  private static final double LONGEST_SECONDS = 30;
  private static final long STEPS = 40_000_000;

  private static final Training JOB =
      Training.of(Models.LLAMA_3_1_405B).on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(16));

  /** Read by nobody; keeps the arithmetic from being left out. */
  static volatile double sink;

  private Scaling() {}

  /** Measures and prints all rows, or those of which the name holds one of the words. */
  public static void main(String[] words) {
    Map<String, IntConsumer> rows = new LinkedHashMap<>();
    rows.put(
        "more than 1,000,000 plans, each evaluated",
        processors -> SearchBenchmark.million(processors).exhaustively().run());
    rows.put(
        "the same without plans that cannot be among the best",
        processors -> SearchBenchmark.million(processors).run());
    rows.put(
        "sweep of 80 training jobs, each with a search for its plan", jobs(1152, 2304, 4608, 9216));
    rows.put(
        "sweep of 1,280 such training jobs",
        jobs(IntStream.rangeClosed(1, 64).map(each -> 1152 * each).toArray()));
    rows.put("sweep of services, each simulated for two minutes", Scaling::services);
    rows.put("arithmetic alone, what the machine can give", Scaling::arithmetic);
    rows.keySet().removeIf(name -> words.length > 0 && Stream.of(words).noneMatch(name::contains));
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("no row holds " + String.join(" or ", words));
    }
    System.out.println("| one over two processors | median | quartiles | quickest | turns |");
    System.out.println("|:---|---:|---:|---:|---:|");
    rows.forEach(Scaling::row);
  }

  /** Jobs of which each takes a fraction of a millisecond. */
  private static IntConsumer jobs(int... batches) {
    Object[] sizes = IntStream.of(batches).boxed().toArray();
    return processors ->
        Sweep.of(JOB)
            .over("servers", Values.doubling(1, 16))
            .over("globalBatch", sizes)
            .over("precision", BF16, MXFP8)
            .over("recompute", SELECTIVE, FULL)
            .afresh()
            .quietly()
            .on(new Processors(processors))
            .run();
  }

  private static void services(int processors) {
    Sweep.of(Serving.of(Models.GPT_OSS_20B).on(TRN3_ULTRASERVER_GEN2.chips(4)), Units.minutes(2))
        .over("load", IntStream.rangeClosed(1, 40).mapToObj(Rate::perSecond).toArray())
        .afresh()
        .quietly()
        .on(new Processors(processors))
        .run();
  }

  private static void row(String what, IntConsumer work) {
    long begun = System.nanoTime();
    while ((System.nanoTime() - begun) / 1e9 < WARM_UP_SECONDS) {
      work.accept(1);
      work.accept(2);
    }
    List<Double> ratios = new ArrayList<>();
    double quickestOne = Double.POSITIVE_INFINITY;
    double quickestTwo = Double.POSITIVE_INFINITY;
    int turns = 0;
    begun = System.nanoTime();
    Turn before = Turn.of(work, 1);
    while (ratios.size() < PAIRS && (System.nanoTime() - begun) / 1e9 < LONGEST_SECONDS) {
      Turn both = Turn.of(work, 2);
      Turn after = Turn.of(work, 1);
      turns++;
      if (before.isQuiet() && both.isQuiet() && after.isQuiet()) {
        ratios.add((before.seconds() + after.seconds()) / 2 / both.seconds());
        quickestOne = Math.min(quickestOne, after.seconds());
        quickestTwo = Math.min(quickestTwo, both.seconds());
      }
      before = after;
    }
    Collections.sort(ratios);
    int quiet = ratios.size();
    if (quiet < 4) {
      System.out.printf(
          "| %s | others were at work in %d of %d turns | | | |%n", what, turns - quiet, turns);
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f to %.2f | %.2f | %d of %d |%n",
        what,
        ratios.get(quiet / 2),
        ratios.get(quiet / 4),
        ratios.get(3 * quiet / 4),
        quickestOne / quickestTwo,
        quiet,
        turns);
  }

  /**
   * One run.
   *
   * @param others the share of all processors that other programs had meanwhile
   */
  private record Turn(double seconds, double others) {

    /** Short work is repeated, as the system counts the time of processors in hundredths. */
    private static final double SHORTEST_SECONDS = 0.2;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    static Turn of(IntConsumer work, int processors) {
      double otherBefore = busySeconds() - ownSeconds();
      long start = System.nanoTime();
      int times = 0;
      double seconds;
      do {
        work.accept(processors);
        times++;
        seconds = (System.nanoTime() - start) / 1e9;
      } while (seconds < SHORTEST_SECONDS);
      double other = busySeconds() - ownSeconds() - otherBefore;
      return new Turn(seconds / times, other / seconds / PROCESSORS);
    }

    boolean isQuiet() {
      return others < SHARE_OF_OTHERS;
    }

    private static double ownSeconds() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
          / 1e9;
    }

    /** What all programs had, and what the machine below took away; read as Linux writes it. */
    private static double busySeconds() {
      try {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+", -1);
        double hundredths = 0;
        for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
          hundredths += Double.parseDouble(fields[field]);
        }
        return hundredths / 100;
      } catch (IOException e) {
        throw new UncheckedIOException("what others do is read from Linux: " + e.getMessage(), e);
      }
    }
  }

  private static void arithmetic() {
    double x = 0.3;
    for (long i = 0; i < STEPS; i++) {
      x = 3.9 * x * (1 - x);
    }
    sink = x;
  }

  /** The work of two: one after the other, or both at once. */
  private static void arithmetic(int processors) {
    if (processors == 1) {
      arithmetic();
      arithmetic();
      return;
    }
    Thread other = new Thread(Scaling::arithmetic);
    other.start();
    arithmetic();
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
