package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.serving.ServingRun;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * The fewest chips that keep a promise at a load.
 *
 * @param serving what is served
 * @param deployment the plan and the replicas that do
 * @param played what they did
 * @param fewest chips that would do at the quick end of the error bars, with the same plan; these
 *     many where an interrupt came before that was known
 * @param fewestKnown true if it is known how many would do at the quick end
 * @param most chips that would do at the slow end; empty if none would, or if that is not known
 * @param known what was known at an interrupt, after which these are the fewest chips that had been
 *     seen to keep the promise, without a range; usually empty
 * @param allPlans true if all plans were looked at, so that fewer chips would not do; false if an
 *     interrupt came before
 */
public record Capacity(
    Serving serving,
    Deployment deployment,
    EndRuns played,
    int fewest,
    boolean fewestKnown,
    OptionalInt most,
    String known,
    boolean allPlans)
    implements Tabular {
  /** Replicas that keep the promise, without a range. */
  static Capacity of(ReplicaSearch search, int replicas, ServingRun run) {
    return new Capacity(
        search.serving(),
        search.one().withReplicas(replicas),
        new EndRuns(run, run, run),
        replicas * search.one().chipsPerReplica(),
        false,
        OptionalInt.empty(),
        "",
        false);
  }

  /** The same as the best that is known at an interrupt. */
  Capacity interrupted(String what, boolean afterAllPlans, OptionalInt atQuickEnd) {
    int atLeast = atQuickEnd.orElse(chips());
    boolean quick = atQuickEnd.isPresent();
    return new Capacity(serving, deployment, played, atLeast, quick, most, what, afterAllPlans);
  }

  /**
   * False if the search was interrupted: there is no range and, unless {@link #allPlans}, fewer
   * chips may do.
   */
  public boolean complete() {
    return known.isEmpty();
  }

  /** What these chips did, as the model says. */
  public ServingRun run() {
    return played.run();
  }

  /** A figure of these chips, with its ends where the search was not interrupted. */
  Range figure(ToDoubleFunction<ServingRun> figure) {
    return complete() ? played.range(figure) : Range.only(figure.applyAsDouble(run()));
  }

  /** Chips. */
  public int chips() {
    return deployment.chips();
  }

  /** Machines that hold them. */
  public int machines() {
    return machines(chips());
  }

  private int machines(int some) {
    return (some + deployment.machine().chips() - 1) / deployment.machine().chips();
  }

  /**
   * Chips, with the fewest and the most that may be needed; the most is this many where no number
   * would do at the slow end of the error bars. After an interrupt all three are this many, and are
   * no interval.
   */
  Range range() {
    return new Range(chips(), fewest, most.orElse(chips()));
  }

  ChipPrices prices() {
    return ChipPrices.of(serving.said.pricePerChipHour, deployment.machine());
  }

  /**
   * Dollars per hour: these chips at the middle price, the fewest at the lowest price, the most at
   * the highest. After an interrupt low and high are those of the prices alone.
   */
  public Range costPerHour() {
    ChipPrices prices = prices();
    Range chips = range();
    return new Range(
        chips.value() * prices.middle().amount().doubleValue(),
        chips.low() * prices.least().amount().doubleValue(),
        chips.high() * prices.most().amount().doubleValue());
  }

  /** Dollars for a million tokens of answers; low and high as of {@link #costPerHour}. */
  public Range costPerMillionTokens() {
    return costPerHour().times(1 / (run().outputTokensPerSecond() * 3600e-6));
  }

  @Override
  public Sheet sheet() {
    Range cost = costPerHour();
    Range tokens = costPerMillionTokens();
    Sheet sheet =
        Sheet.of(
                "Fewest chips: " + serving,
                column("quantity"),
                column("value"),
                column("unit"),
                column("low"),
                column("high"))
            .row("chips", chips(), "", lower(fewest), higher(most.orElse(0)))
            .row(
                "replicas",
                deployment.replicas(),
                "",
                lower(fewest / deployment.chipsPerReplica()),
                higher(most.orElse(0) / deployment.chipsPerReplica()))
            .row(
                "machines",
                machines(),
                "",
                lower(machines(fewest)),
                higher(machines(most.orElse(0))))
            .row("cost", cost.value(), "USD/h", lower(cost.low()), higher(cost.high()))
            .row(
                "cost of a million output tokens",
                tokens.value(),
                "USD",
                lower(tokens.low()),
                higher(tokens.high()));
    sheet = row(sheet, "requests as promised", "%", run -> 100 * run.goodShare());
    sheet =
        row(
            sheet,
            "time to first token p99",
            "ms",
            run -> 1e3 * run.timeToFirstToken().percentile(99));
    sheet =
        row(
            sheet,
            "time per output token p99",
            "ms",
            run -> 1e3 * run.timePerOutputToken().percentile(99));
    sheet = row(sheet, "output tokens per second", "1/s", ServingRun::outputTokensPerSecond);
    sheet = row(sheet, "per chip", "1/s", run -> run.outputTokensPerSecond() / chips());
    sheet =
        sheet
            .note(
                "Promise: %s. Plan of a replica: %s."
                    .formatted(serving.said.level, Deployment.words(deployment.plan())))
            .note(prices().note())
            .note(certainty());
    if (!complete()) {
      return sheet.note("Interrupted, %s: %s.".formatted(bound(), known));
    }
    sheet =
        sheet.note(
            "Low and high: of chips and cost as many as would do at both ends of the error bars, of latencies and rates these chips there.");
    return most.isPresent()
        ? sheet
        : sheet.note(
            "At the slow end of the error bars no number of such replicas keeps the promise.");
  }

  private Sheet row(Sheet sheet, String what, String unit, ToDoubleFunction<ServingRun> quantity) {
    List<Object> ends = figure(quantity).cells();
    return sheet.row(what, ends.get(0), unit, ends.get(1), ends.get(2));
  }

  /** What these chips are after an interrupt. */
  String bound() {
    return !allPlans
        ? "at most so many"
        : fewestKnown ? "the fewest, but without the most" : "the fewest, but without a range";
  }

  /** A figure of the quick end, where it is known. */
  Object lower(Number figure) {
    return fewestKnown ? figure : null;
  }

  /** A figure of the slow end, where it is known. */
  Object higher(Number figure) {
    return most.isPresent() ? figure : null;
  }

  private String certainty() {
    return "Certainty: " + ServingResult.certainty(deployment) + ".";
  }

  @Override
  public String toString() {
    String range =
        complete()
            ? "%d to %s".formatted(fewest, most.isPresent() ? most.getAsInt() : "none")
            : "interrupted, %s%s".formatted(bound(), fewestKnown ? ": from " + fewest : "");
    return String.format(
        Locale.ROOT,
        "%d %s chips (%s), %d replicas of %s",
        chips(),
        deployment.machine().chip().name(),
        range,
        deployment.replicas(),
        Deployment.words(deployment.plan()));
  }
}
