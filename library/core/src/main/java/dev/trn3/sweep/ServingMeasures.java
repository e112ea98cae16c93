package dev.trn3.sweep;

import static dev.trn3.sweep.Measure.Follows.HIGH;

import dev.trn3.experiment.ServingResult;
import dev.trn3.serving.Distribution;
import dev.trn3.serving.ServingRun;
import java.io.Serializable;
import java.util.function.DoubleBinaryOperator;
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
    return measure("requests as promised", "%", run -> 100 * run.goodShare()).following(HIGH);
  }

  /** Tokens of answers per second of all replicas. */
  public static Measure<ServingResult> outputTokensPerSecond() {
    return measure("output tokens per second", "tokens/s", ServingRun::outputTokensPerSecond)
        .following(HIGH);
  }

  /** Tokens of answers per second of a chip. */
  public static Measure<ServingResult> outputTokensPerSecondAndChip() {
    return measure(
            "output tokens per second and chip",
            "tokens/s",
            run -> run.outputTokensPerSecond() / run.meanChips())
        .following(HIGH);
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

  /** Millions of tokens of answers for a dollar, as {@link #costPerMillionOutputTokens}. */
  public static Measure<ServingResult> outputTokensPerDollar() {
    return Measure.<ServingResult>of(
            PriceNotes.OUTPUT_TOKENS_PER_DOLLAR,
            "million",
            (result, point) -> 1 / result.costPerMillionTokens().value())
        .between(
            (result, point) -> 1 / result.costPerMillionTokens().high(),
            (result, point) -> 1 / result.costPerMillionTokens().low())
        .following(HIGH);
  }

  /**
   * Energy of the chips in use at full power for a million tokens of answers; none where their
   * power is unknown.
   */
  public static Measure<ServingResult> energyPerMillionOutputTokens() {
    return Measure.<ServingResult>of(
            "chip energy per million output tokens",
            "kWh",
            (result, point) -> energy(result, result.run()))
        .between(
            (result, point) -> end(result, Math::min), (result, point) -> end(result, Math::max));
  }

  private static Double energy(ServingResult result, ServingRun run) {
    return result
        .deployment()
        .machine()
        .chip()
        .power()
        .map(each -> each.value().si() * run.meanChips() / run.outputTokensPerSecond() / 3.6)
        .orElse(null);
  }

  private static Double end(ServingResult result, DoubleBinaryOperator which) {
    Double energy = energy(result, result.run());
    return energy == null
        ? null
        : which.applyAsDouble(
            energy,
            which.applyAsDouble(energy(result, result.quick()), energy(result, result.slow())));
  }

  /**
   * False where, at the slow end of the error bars, the queue was still growing when the requests
   * ended: if the load stays, latencies grow there with the time that is played. A peak at the end
   * looks the same. As a limit or objective true is 1 and false 0: {@code
   * atLeast(slowEndKeepsPace(), 1)}.
   */
  public static Measure<ServingResult> slowEndKeepsPace() {
    return Measure.<ServingResult>of(
            "slow end keeps pace", "", (result, point) -> !result.slow().queueGrows())
        .following(HIGH);
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
