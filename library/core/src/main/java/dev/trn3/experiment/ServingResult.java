package dev.trn3.experiment;

import dev.trn3.inference.ScaledCost;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.procurement.Price;
import dev.trn3.serving.Distribution;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Traffic;
import dev.trn3.serving.Watch;
import dev.trn3.units.Dollars;
import dev.trn3.units.Seconds;
import dev.trn3.units.Watts;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a service does under a load. Low and high ends come from playing the same requests with
 * every iteration at both ends of the error bars, so that queues grow or vanish with them.
 *
 * @param serving what was said
 * @param deployment what was left open and how it was decided
 * @param run as the model says
 * @param quick at the quick end of the error bars
 * @param slow at the slow end
 * @param complete false if an interrupt came before both ends had been played; these are then the
 *     run itself, and there are no error bars
 * @param largestLoad requests per second that can be answered without end; empty where users or
 *     agents wait for answers, of a quiet simulation, and where an interrupt came before it was
 *     known
 */
public record ServingResult(
    Serving serving,
    Deployment deployment,
    ServingRun run,
    ServingRun quick,
    ServingRun slow,
    boolean complete,
    Optional<Range> largestLoad)
    implements Tabular, Plottable {

  ServingResult withLargestLoad(Range load) {
    return new ServingResult(serving, deployment, run, quick, slow, complete, Optional.of(load));
  }

  /** Seconds from question to first token. */
  public Distribution timeToFirstToken() {
    return run.timeToFirstToken();
  }

  /** Seconds between the tokens of an answer, averaged over it. */
  public Distribution timePerOutputToken() {
    return run.timePerOutputToken();
  }

  /** Seconds from question to last token. */
  public Distribution latency() {
    return run.latency();
  }

  /** Tokens of answers per second of all replicas. */
  public double outputTokensPerSecond() {
    return run.outputTokensPerSecond();
  }

  /** Tokens of answers per second of a chip that is paid for. */
  public double tokensPerSecondPerChip() {
    return run.outputTokensPerSecond() / run.meanChips();
  }

  /** The same, and the least and the most of it at the ends of the error bars. */
  public Range tokensPerSecondPerChipRange() {
    return Range.of(this, each -> each.outputTokensPerSecond() / each.meanChips());
  }

  /**
   * The requests of a time once more, with reading prompts and producing tokens slower by a factor
   * each: what would come of it, were the model that far off.
   *
   * @param time in which requests arrive
   * @throws IllegalArgumentException if a factor is not positive
   * @throws IllegalStateException if the thread is interrupted
   */
  public ServingRun again(Seconds time, double reading, double producing) {
    ServingRun slower =
        deployment
            .engine(serving, new ScaledCost(deployment.cost(), reading, producing))
            .run(
                deployment.fitting(serving, serving.said.requests()),
                time.si(),
                Watch.INTERRUPTIBLE);
    return Interrupted.unless(slower, serving, "requests were played");
  }

  /** What a chip may cost for an hour, cheapest first: given, published or assumed. */
  public List<Dollars> chipHours() {
    return prices().list().stream().map(Price::perHour).toList();
  }

  /** True if the promised share of requests was good. */
  public boolean keepsPromise() {
    return run.goodShare() >= serving.said.level.share();
  }

  /** Power of the chips in use; empty where it is not public. */
  public Optional<Watts> chipPower() {
    return deployment.machine().chip().power().map(each -> each.value().times(run.meanChips()));
  }

  /** Tokens of answers per second of a megawatt of chips; empty where their power is not public. */
  public Optional<Double> tokensPerSecondPerMegawatt() {
    return chipPower().map(power -> outputTokensPerSecond() / power.si() * 1e6);
  }

  /** What a chip may cost for an hour. */
  ChipPrices prices() {
    return ChipPrices.of(serving.said.pricePerChipHour, deployment.machine());
  }

  /**
   * Dollars for a million tokens of answers at the middle price, the least at the lowest price and
   * the quick end of the error bars, the most at the highest price and the slow end.
   */
  public Range costPerMillionTokens() {
    ChipPrices prices = prices();
    Range least = cost(prices.least());
    Range most = cost(prices.most());
    return new Range(cost(prices.middle()).value(), least.low(), most.high());
  }

  private Range cost(Dollars perChipHour) {
    return Range.of(this, each -> ChipPrices.perMillion(perChipHour, each).amount().doubleValue());
  }

  /** Dollars for a million tokens of answers, at the lowest price that may hold. */
  public Dollars leastCostPerMillionTokens() {
    return ChipPrices.perMillion(prices().least(), run);
  }

  /** Dollars for a million tokens of answers, at the highest price that may hold. */
  public Dollars mostCostPerMillionTokens() {
    return ChipPrices.perMillion(prices().most(), run);
  }

  /** Percentiles of every latency, with low and high where both ends were played. */
  public Sheet latencies() {
    return new Latencies(this).sheet();
  }

  @Override
  public Sheet sheet() {
    Sheet sheet = new ServingSheet(this).sheet();
    double most = largestLoad.map(Range::value).orElse(Double.POSITIVE_INFINITY);
    Traffic traffic = serving.said.requests();
    return Double.isFinite(traffic.lastArrival()) && traffic.perSecond() > most
        ? sheet.note(
            "Recorded requests came at %s per second, more than the %s that can be answered without end: later ones may wait for earlier ones."
                .formatted(Text.digits(traffic.perSecond()), Text.digits(most)))
        : sheet;
  }

  /** How sure it is, in one sentence without its end. */
  static String certainty(Deployment deployment) {
    ServingErrorBar first = ServingErrorBar.timeToFirstToken(deployment.generation());
    ServingErrorBar each = ServingErrorBar.timePerOutputToken(deployment.generation());
    String words =
        String.format(
            Locale.ROOT,
            "estimated; low and high play iterations at the ends of 80 %% intervals, reading"
                + " prompts %+.0f %% to %+.0f %%, producing tokens %+.0f %% to %+.0f %% (%s)",
            100 * (first.low(1) - 1),
            100 * (first.high(1) - 1),
            100 * (each.low(1) - 1),
            100 * (each.high(1) - 1),
            each.reason());
    if (deployment.machine().chip().cores().isEmpty()) {
      return words;
    }
    String carried =
        words
            + "; published rows decode at most 8 sequences together (Trn2: 4), so that what is done"
            + " to the elements of more is extrapolated: as long as for one until the vector engines"
            + " are full, then at their rate in training";
    return deployment.target().stack().name().contains("large batches")
        ? carried + "; experts of such batches are taken not to be routed one token at a time"
        : carried;
  }

  /** What limits it, in one sentence. */
  public String bottleneck() {
    return ServingLimits.of(this).sentence();
  }

  /** Sequences that decode, and requests that wait, over time. */
  public Figure timeline() {
    return ServingCharts.timeline(run);
  }

  /**
   * The minute with most requests, decoding or waiting; of shorter runs all of it. Runs of many
   * hours are noted less finely: the title then says how long a time it is.
   */
  public Figure busiestMinute() {
    return ServingCharts.busiestMinute(run);
  }

  /** The share of the memory of keys and values in use over time. */
  public Figure kvOccupancy() {
    return ServingCharts.occupancy(run, deployment.replicas());
  }

  /** Latency at loads from a tenth to nearly all of what can be answered. */
  public LoadCurve latencyAgainstLoad() {
    return Interrupted.orAnswer(serving, () -> LoadCurve.of(serving, deployment));
  }

  @Override
  public Figure figure() {
    if (run.measured() == 0) {
      throw new IllegalStateException(
          "no request was answered in the time that counts: there is nothing to plot; simulate a longer time");
    }
    return ServingCharts.percentiles(this);
  }

  /** A figure of the run, with its ends where these were played. */
  Range range(ToDoubleFunction<ServingRun> figure) {
    return complete ? Range.of(this, figure) : Range.only(figure.applyAsDouble(run));
  }

  /** The same in words. */
  String words(ToDoubleFunction<ServingRun> figure) {
    return range(figure).words(Text::digits);
  }

  @Override
  public String toString() {
    if (run.measured() == 0) {
      return "%s on %d %s chips: no request was answered in the time that counts"
          .formatted(serving.said.model, deployment.chips(), deployment.machine().chip().name());
    }
    return "%s on %d %s chips: first token p99 %s ms, %s%s tokens/s%s; %s"
        .formatted(
            serving.said.model,
            deployment.chips(),
            deployment.machine().chip().name(),
            words(each -> 1e3 * each.timeToFirstToken().percentile(99)),
            run.timePerOutputToken().count() == 0
                ? "" // Answers of one token.
                : words(each -> 1e3 * each.timePerOutputToken().mean()) + " ms per token, ",
            words(ServingRun::outputTokensPerSecond),
            complete ? " (" + ServingErrorBar.OF_ITERATIONS + ")" : "",
            bottleneck());
  }
}
