package dev.trn3.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How much quicker two processors are than one. Others use the machine too, so one and two take
 * turns, and each run on two is compared with those on one before and after it. Beside it, what the
 * machine can give: two threads that share nothing but the machine. Run by {@code
 * library/benchmark/scaling}; prints a table.
 */
public final class Scaling {

  private static final int WARM_UP = 12;
  private static final int PAIRS = 40;
  private static final long STEPS = 40_000_000;

  /** Read by nobody; keeps the arithmetic from being left out. */
  static volatile double sink;

  private Scaling() {}

  /** Measures and prints. */
  public static void main(String[] arguments) {
    System.out.println("| one over two processors | median | quartiles | quickest of each |");
    System.out.println("|:---|---:|---:|---:|");
    row(
        "more than 1,000,000 plans, each evaluated",
        () -> SearchBenchmark.million(1).exhaustively().run(),
        () -> SearchBenchmark.million(2).exhaustively().run());
    row(
        "the same without plans that cannot be among the best",
        () -> SearchBenchmark.million(1).run(),
        () -> SearchBenchmark.million(2).run());
    row(
        "arithmetic alone, what the machine can give",
        () -> {
          arithmetic();
          arithmetic();
        },
        Scaling::arithmeticTwice);
  }

  private static void row(String what, Runnable one, Runnable two) {
    for (int i = 0; i < WARM_UP; i++) {
      one.run();
      two.run();
    }
    List<Double> ratios = new ArrayList<>();
    double quickestOne = Double.POSITIVE_INFINITY;
    double quickestTwo = Double.POSITIVE_INFINITY;
    double before = seconds(one);
    for (int i = 0; i < PAIRS; i++) {
      double both = seconds(two);
      double after = seconds(one);
      ratios.add((before + after) / 2 / both);
      quickestOne = Math.min(quickestOne, after);
      quickestTwo = Math.min(quickestTwo, both);
      before = after;
    }
    Collections.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f to %.2f | %.2f |%n",
        what,
        ratios.get(PAIRS / 2),
        ratios.get(PAIRS / 4),
        ratios.get(3 * PAIRS / 4),
        quickestOne / quickestTwo);
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void arithmetic() {
    double x = 0.3;
    for (long i = 0; i < STEPS; i++) {
      x = 3.9 * x * (1 - x);
    }
    sink = x;
  }

  private static void arithmeticTwice() {
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
