package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.procurement.Price;
import dev.trn3.procurement.Prices;
import dev.trn3.procurement.TokenCost;
import dev.trn3.serving.Distribution;
import dev.trn3.serving.ServingRun;
import dev.trn3.units.Dollars;
import dev.trn3.units.Watts;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
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
 */
public record ServingResult(
    Serving serving, Deployment deployment, ServingRun run, ServingRun quick, ServingRun slow)
    implements Tabular, Plottable {

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

  /** True if the promised share of requests was good. */
  public boolean keepsPromise() {
    return run.goodShare() >= serving.level.share();
  }

  /** Power of the chips in use; empty where it is not public. */
  public Optional<Watts> chipPower() {
    return deployment.machine().chip().power().map(each -> each.value().times(run.meanChips()));
  }

  /** Tokens of answers per second of a megawatt of chips; empty where their power is not public. */
  public Optional<Double> tokensPerSecondPerMegawatt() {
    return chipPower().map(power -> outputTokensPerSecond() / power.si() * 1e6);
  }

  /** Prices of one chip for an hour: the one that was given, a published one, or assumptions. */
  static List<Price> chipPrices(Serving serving, Machine machine) {
    if (serving.pricePerChipHour.isPresent()) {
      return List.of(Price.given(serving.pricePerChipHour.get()));
    }
    Machine unit = machine instanceof UltraCluster cluster ? cluster.unit() : machine;
    BigDecimal chips = BigDecimal.valueOf(unit.chips());
    return Prices.of(unit).stream()
        .map(
            each ->
                new Price(
                    each.basis(),
                    each.perHour().dividedBy(chips),
                    each.certainty(),
                    each.source(),
                    each.date()))
        .sorted(Comparator.comparing(Price::perHour))
        .toList();
  }

  private static Dollars perMillion(Price price, ServingRun run) {
    return TokenCost.perMillion(
        price.perHour().times(BigDecimal.valueOf(run.meanChips())), run.outputTokensPerSecond());
  }

  private List<Price> prices() {
    return chipPrices(serving, deployment.machine());
  }

  /** Dollars for a million tokens of answers, at the lowest price that may hold. */
  public Dollars leastCostPerMillionTokens() {
    return perMillion(prices().get(0), run);
  }

  /** Dollars for a million tokens of answers, at the highest price that may hold. */
  public Dollars mostCostPerMillionTokens() {
    List<Price> prices = prices();
    return perMillion(prices.get(prices.size() - 1), run);
  }

  /** Percentiles of every latency. */
  public Sheet latencies() {
    Sheet sheet =
        Sheet.of(
            "Latencies of %,d requests".formatted(run.measured()),
            column("what"),
            column("mean", "ms"),
            column("p50", "ms"),
            column("p90", "ms"),
            column("p99", "ms"),
            column("maximum", "ms"));
    sheet = row(sheet, "time to first token", run.timeToFirstToken());
    sheet = row(sheet, "of that, queueing", run.queueing());
    sheet = row(sheet, "time per output token", run.timePerOutputToken());
    sheet = row(sheet, "inter-token latency", run.interTokenLatency());
    return row(sheet, "end to end", run.latency());
  }

  private static Sheet row(Sheet sheet, String what, Distribution times) {
    return sheet.row(
        what,
        1e3 * times.mean(),
        1e3 * times.percentile(50),
        1e3 * times.percentile(90),
        1e3 * times.percentile(99),
        1e3 * times.maximum());
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Serving %s on %d %s chips"
                .formatted(serving.model, deployment.chips(), deployment.machine().chip().name()),
            column("quantity"),
            column("value"),
            column("unit"),
            column("low"),
            column("high"));
    sheet = times(sheet, "time to first token", ServingRun::timeToFirstToken);
    sheet = times(sheet, "time per output token", ServingRun::timePerOutputToken);
    sheet = percentile(sheet, "inter-token latency p99", ServingRun::interTokenLatency, 99);
    sheet = times(sheet, "end to end", ServingRun::latency);
    if (serving.level.isPromised()) {
      sheet =
          sheet
              .row(range("requests as promised", "%", it -> 100 * it.goodShare()))
              .row(range("goodput", "requests/s", ServingRun::goodput));
    }
    sheet =
        sheet
            .row(range("output tokens per second", "1/s", ServingRun::outputTokensPerSecond))
            .row("per chip", tokensPerSecondPerChip(), "1/s", null, null);
    if (tokensPerSecondPerMegawatt().isPresent()) {
      sheet =
          sheet.row("per megawatt of chips", tokensPerSecondPerMegawatt().get(), "1/s", null, null);
    }
    List<Price> prices = prices();
    Price middle = prices.get(prices.size() / 2);
    double cost = perMillion(middle, run).amount().doubleValue();
    sheet =
        sheet
            .row("per dollar", 1e6 / cost, "tokens", null, null)
            .row(
                "cost of a million output tokens",
                cost,
                "USD",
                leastCostPerMillionTokens().amount().doubleValue(),
                mostCostPerMillionTokens().amount().doubleValue())
            .row("prompt tokens per second", run.promptTokensPerSecond(), "1/s", null, null)
            .row(range("sequences that decode together", "", ServingRun::meanBatch))
            .row(range("memory of keys and values in use", "%", it -> 100 * it.kvOccupancy()))
            .row(range("replicas at work", "%", it -> 100 * it.utilisation()));
    if (serving.prefixCaching) {
      sheet =
          sheet.row("prompt tokens found in memory", 100 * run.prefixHitShare(), "%", null, null);
    }
    if (serving.autoscaling.isPresent()) {
      sheet = sheet.row(range("chips, on average", "", ServingRun::meanChips));
    }
    if (run.meanTransfer() > 0) {
      sheet =
          sheet.row(
              "moving keys and values, " + deployment.transfer().link(),
              1e3 * run.meanTransfer(),
              "ms",
              null,
              null);
    }
    for (String note : notes(prices)) {
      sheet = sheet.note(note);
    }
    return sheet;
  }

  private Sheet times(Sheet sheet, String what, Function<ServingRun, Distribution> times) {
    return percentile(percentile(sheet, what + " p50", times, 50), what + " p99", times, 99);
  }

  private Sheet percentile(
      Sheet sheet, String what, Function<ServingRun, Distribution> times, double percentage) {
    return sheet.row(range(what, "ms", it -> 1e3 * times.apply(it).percentile(percentage)));
  }

  /** A quantity as it is and the least and the most of the three runs. */
  private Object[] range(String what, String unit, ToDoubleFunction<ServingRun> quantity) {
    double value = quantity.applyAsDouble(run);
    double one = quantity.applyAsDouble(quick);
    double other = quantity.applyAsDouble(slow);
    return new Object[] {
      what,
      value,
      unit,
      Math.min(value, Math.min(one, other)),
      Math.max(value, Math.max(one, other))
    };
  }

  private List<String> notes(List<Price> prices) {
    List<String> notes = new ArrayList<>();
    String replicas =
        serving.split.isPresent()
            ? "%d replicas read prompts, %d produce tokens"
                .formatted(serving.split.get().prefill(), serving.split.get().decode())
            : "%d %s"
                .formatted(
                    deployment.replicas(), deployment.replicas() == 1 ? "replica" : "replicas");
    notes.add(
        "%s of %s (%d chips each) with %s; %,d requests arrived, %,d were answered."
            .formatted(
                replicas,
                Deployment.words(deployment.plan()),
                deployment.chipsPerReplica(),
                deployment.target().stack().name(),
                run.arrived(),
                run.answered()));
    int unused = deployment.machine().chips() - deployment.chips();
    if (unused > 0) {
      notes.add("%d chips of %s are not used.".formatted(unused, deployment.machine().name()));
    }
    if (run.stopped()) {
      notes.add(
          "Stopped after %s of simulated time with %,d requests unanswered; without error bars."
              .formatted(new dev.trn3.units.Seconds(run.ended()), run.inFlight()));
    }
    if (run.preemptions() > 0) {
      notes.add(
          "%,d times a sequence lost its memory to others and was read again."
              .formatted(run.preemptions()));
    }
    if (run.failures() > 0) {
      notes.add("Chips failed %,d times.".formatted(run.failures()));
    }
    notes.add(
        "Cost at %s."
            .formatted(
                prices.size() == 1
                    ? prices.get(0).perHour() + " for a chip and hour, " + prices.get(0).basis()
                    : prices.get(0).perHour()
                        + " to "
                        + prices.get(prices.size() - 1).perHour()
                        + " for a chip and hour, by assumption"));
    notes.add(bottleneck());
    notes.add("Certainty: " + certainty(deployment) + ".");
    return notes;
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
    return deployment.target().stack().name().contains("large batches")
        ? words
            + "; published Trn2 rows decode at most 4 sequences together, and the routing of"
            + " experts one token at a time that they show is assumed not to hold for larger"
            + " batches"
        : words;
  }

  /** What limits it, in one sentence. */
  public String bottleneck() {
    return ServingLimits.of(this).sentence();
  }

  /** Sequences that decode, and requests that wait, over time. */
  public Figure timeline() {
    return ServingCharts.timeline(run);
  }

  /** The share of the memory of keys and values in use over time. */
  public Figure kvOccupancy() {
    return ServingCharts.occupancy(run, deployment.replicas());
  }

  /** Latency at loads from a tenth to nearly all of what can be answered. */
  public LoadCurve latencyAgainstLoad() {
    return LoadCurve.of(serving, deployment);
  }

  @Override
  public Figure figure() {
    return ServingCharts.percentiles(this);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s on %d %s chips: first token p99 %.0f ms, %.2f ms per token, %.0f tokens/s; %s",
        serving.model,
        deployment.chips(),
        deployment.machine().chip().name(),
        1e3 * run.timeToFirstToken().percentile(99),
        1e3 * run.timePerOutputToken().mean(),
        run.outputTokensPerSecond(),
        bottleneck());
  }
}
