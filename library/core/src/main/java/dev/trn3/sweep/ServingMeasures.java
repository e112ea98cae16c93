package dev.trn3.sweep;

import dev.trn3.experiment.ServingResult;
import dev.trn3.serving.Distribution;
import dev.trn3.serving.ServingRun;
import java.io.Serializable;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What can be asked of a simulated service, for sweeps and searches. Ends of intervals are those of
 * the same requests, played at the ends of the error bars.
 */
public final class ServingMeasures {

  private ServingMeasures() {}

  /** A number of a run. */
  private interface Reading extends ToDoubleFunction<ServingRun>, Serializable {}

  /** One of the latencies of a run. */
  private interface Times extends Function<ServingRun, Distribution>, Serializable {}

  /** Milliseconds from question to first token, at a percentile. */
  public static Measure<ServingResult> firstToken(double percentile) {
    return latency("time to first token", percentile, ServingRun::timeToFirstToken);
  }

  /** Milliseconds between the tokens of an answer, averaged over it, at a percentile. */
  public static Measure<ServingResult> eachToken(double percentile) {
    return latency("time per output token", percentile, ServingRun::timePerOutputToken);
  }

  /** Milliseconds from question to last token, at a percentile. */
  public static Measure<ServingResult> wholeAnswer(double percentile) {
    return latency("end to end", percentile, ServingRun::latency);
  }

  private static Measure<ServingResult> latency(String what, double percentile, Times times) {
    if (!(percentile > 0) || percentile > 100) {
      throw new IllegalArgumentException(
          "a percentile is above 0 and at most 100, such as 99, not " + percentile);
    }
    String p =
        percentile == Math.rint(percentile)
            ? String.valueOf((int) percentile)
            : String.valueOf(percentile);
    return measure(what + " p" + p, "ms", run -> 1e3 * times.apply(run).percentile(percentile));
  }

  /** Share of the requests that were answered as promised by {@code .slo(...)}, in percent. */
  public static Measure<ServingResult> requestsAsPromised() {
    return measure("requests as promised", "%", run -> 100 * run.goodShare());
  }

  /** Tokens of answers per second of all replicas. */
  public static Measure<ServingResult> outputTokensPerSecond() {
    return measure("output tokens per second", "tokens/s", ServingRun::outputTokensPerSecond);
  }

  /** Tokens of answers per second of a chip. */
  public static Measure<ServingResult> outputTokensPerSecondAndChip() {
    return measure(
        "output tokens per second and chip",
        "tokens/s",
        run -> run.outputTokensPerSecond() / run.meanChips());
  }

  /**
   * Dollars for a million tokens of answers, at the middle one of the prices that may hold; the
   * interval also spans the others.
   */
  public static Measure<ServingResult> costPerMillionOutputTokens() {
    return Measure.<ServingResult>of(
            "cost per million output tokens",
            "USD",
            (result, point) -> result.costPerMillionTokens().value())
        .between(
            (result, point) -> result.costPerMillionTokens().low(),
            (result, point) -> result.costPerMillionTokens().high());
  }

  /** Chips in use, on average. */
  public static Measure<ServingResult> chipsInUse() {
    return Measure.<ServingResult>of(
        "chips in use", "", (result, point) -> result.run().meanChips());
  }

  /** Share of the time for which replicas work, in percent. */
  public static Measure<ServingResult> replicasAtWork() {
    return measure("replicas at work", "%", run -> 100 * run.utilisation());
  }

  /** How each replica is cut. */
  public static Measure<ServingResult> servingPlan() {
    return Measure.of("plan", "", (result, point) -> result.deployment().plan().toString());
  }

  private static Measure<ServingResult> measure(String name, String unit, Reading value) {
    return Measure.<ServingResult>of(
            name, unit, (result, point) -> value.applyAsDouble(result.run()))
        .between((result, point) -> low(result, value), (result, point) -> high(result, value));
  }

  private static double low(ServingResult result, Reading value) {
    return Math.min(
        value.applyAsDouble(result.run()),
        Math.min(value.applyAsDouble(result.quick()), value.applyAsDouble(result.slow())));
  }

  private static double high(ServingResult result, Reading value) {
    return Math.max(
        value.applyAsDouble(result.run()),
        Math.max(value.applyAsDouble(result.quick()), value.applyAsDouble(result.slow())));
  }
}
