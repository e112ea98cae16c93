package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.display.Display;
import dev.trn3.display.Progress;
import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import dev.trn3.parallelism.Plan;
import dev.trn3.serving.ServingRun;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The fewest chips that keep a promise at a load.
 *
 * @param serving what is served
 * @param deployment the plan and the replicas that do
 * @param run what they did
 * @param fewest chips that would do at the quick end of the error bars, with the same plan
 * @param most chips that would do at the slow end; empty if none would
 */
public record Capacity(
    Serving serving, Deployment deployment, ServingRun run, int fewest, OptionalInt most)
    implements Tabular {

  private static final int MOST_REPLICAS = 8192;

  private static final List<Machine> USUAL =
      List.of(
          UltraServers.TRN3_ULTRASERVER_GEN2,
          UltraServers.TRN2_ULTRASERVER,
          Servers.TRN1_32XLARGE,
          Servers.INF2_48XLARGE,
          Servers.P4DE_24XLARGE,
          Servers.P5_48XLARGE,
          Servers.P5EN_48XLARGE,
          Servers.P6_B200_48XLARGE,
          UltraServers.GB200_NVL72,
          UltraServers.GB300_NVL72);

  static Machine usualMachine(Chip chip) {
    return USUAL.stream()
        .filter(each -> each.chip().name().equals(chip.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no machine with %s is known; name one, such as fewestChips(TRN3_ULTRASERVER_GEN2)"
                        .formatted(chip.name())));
  }

  /**
   * The fewest chips.
   *
   * @throws Interrupted if the thread is interrupted; what was seen until then is shown and said
   */
  static Capacity of(Serving serving) {
    serving.said.requests();
    Machine machine = serving.said.where();
    List<Plan> plans =
        serving.said.plan.map(List::of).orElseGet(() -> ServingPlans.candidates(serving, machine));
    ChipsSeen seen = new ChipsSeen(serving, plans.size());
    try {
      return of(serving, machine, plans, seen);
    } catch (Interrupted e) {
      if (!serving.said.quiet && !seen.byPlan().isEmpty()) {
        // An interrupted cell ends before it can show its value.
        Display.display(seen);
      }
      throw e.knowing(seen.words());
    }
  }

  private static Capacity of(Serving serving, Machine machine, List<Plan> plans, ChipsSeen seen) {
    Capacity best = null;
    String reason = "";
    try (Progress progress = Progress.of("plans on " + machine.name(), plans.size())) {
      for (Plan plan : plans) {
        progress.step(1);
        Interrupted.check(serving, ReplicaSearch.DOING);
        if (best != null && plan.devices() >= best.chips()) {
          continue;
        }
        try {
          ReplicaSearch search =
              new ReplicaSearch(serving, Deployment.of(serving, machine, plan, 1), seen);
          OptionalInt replicas =
              best == null
                  ? search.from(Deployment.End.NOMINAL, 1, MOST_REPLICAS)
                  : search.upTo(Deployment.End.NOMINAL, (best.chips() - 1) / (int) plan.devices());
          if (replicas.isPresent()) {
            best = of(search, replicas.getAsInt());
          }
        } catch (IllegalArgumentException e) {
          reason = e.getMessage();
        }
      }
    }
    if (best == null) {
      throw new IllegalArgumentException(
          reason.isEmpty() || serving.said.level.isPromised()
              ? missed(serving, reason)
              : "no plan fits: " + reason);
    }
    return best.withRange(seen);
  }

  private static String missed(Serving serving, String reason) {
    try {
      return ServingPlans.of(serving.searched()).impossible();
    } catch (IllegalArgumentException e) {
      return reason.isEmpty() ? e.getMessage() : reason;
    }
  }

  private static Capacity of(ReplicaSearch search, int replicas) {
    return new Capacity(
        search.serving(),
        search.one().withReplicas(replicas),
        search.run(Deployment.End.NOMINAL, replicas),
        replicas * search.one().chipsPerReplica(),
        OptionalInt.empty());
  }

  private Capacity withRange(ChipsSeen seen) {
    seen.found(deployment.plan(), chips());
    ReplicaSearch search = new ReplicaSearch(serving, deployment.withReplicas(1), seen);
    int each = deployment.chipsPerReplica();
    int nominal = deployment.replicas();
    int low = search.upTo(Deployment.End.QUICK, nominal).orElse(nominal);
    OptionalInt high = search.from(Deployment.End.SLOW, nominal, 8 * nominal + 8);
    OptionalInt chips =
        high.isPresent() ? OptionalInt.of(high.getAsInt() * each) : OptionalInt.empty();
    return new Capacity(serving, deployment, run, low * each, chips);
  }

  /** Chips. */
  public int chips() {
    return deployment.chips();
  }

  /** Machines that hold them. */
  public int machines() {
    return (chips() + deployment.machine().chips() - 1) / deployment.machine().chips();
  }

  /**
   * Chips, with the fewest and the most that may be needed; the most is this many where no number
   * would do at the slow end of the error bars.
   */
  Range range() {
    return new Range(chips(), fewest, most.orElse(chips()));
  }

  ChipPrices prices() {
    return ChipPrices.of(serving.said.pricePerChipHour, deployment.machine());
  }

  /**
   * Dollars per hour: these chips at the middle price, the fewest at the lowest price, the most at
   * the highest.
   */
  public Range costPerHour() {
    ChipPrices prices = prices();
    Range chips = range();
    return new Range(
        chips.value() * prices.middle().amount().doubleValue(),
        chips.low() * prices.least().amount().doubleValue(),
        chips.high() * prices.most().amount().doubleValue());
  }

  /** Dollars for a million tokens of answers. */
  public Range costPerMillionTokens() {
    return costPerHour().times(1 / (run.outputTokensPerSecond() * 3600e-6));
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
            .row("chips", chips(), "", fewest, most.isPresent() ? most.getAsInt() : null)
            .row("replicas", deployment.replicas(), "", null, null)
            .row("machines", machines(), "", null, null)
            .row("cost", cost.value(), "USD/h", cost.low(), most.isPresent() ? cost.high() : null)
            .row(
                "cost of a million output tokens",
                tokens.value(),
                "USD",
                tokens.low(),
                most.isPresent() ? tokens.high() : null)
            .row("requests as promised", 100 * run.goodShare(), "%", null, null)
            .row(
                "time to first token p99",
                1e3 * run.timeToFirstToken().percentile(99),
                "ms",
                null,
                null)
            .row(
                "time per output token p99",
                1e3 * run.timePerOutputToken().percentile(99),
                "ms",
                null,
                null)
            .row("output tokens per second", run.outputTokensPerSecond(), "1/s", null, null)
            .row("per chip", run.outputTokensPerSecond() / chips(), "1/s", null, null)
            .note(
                "Promise: %s. Plan of a replica: %s."
                    .formatted(serving.said.level, Deployment.words(deployment.plan())))
            .note(prices().note())
            .note(certainty());
    return most.isPresent()
        ? sheet
        : sheet.note(
            "At the slow end of the error bars no number of such replicas keeps the promise.");
  }

  private String certainty() {
    return "Certainty: " + ServingResult.certainty(deployment) + ".";
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d %s chips (%d to %s), %d replicas of %s",
        chips(),
        deployment.machine().chip().name(),
        fewest,
        most.isPresent() ? Integer.toString(most.getAsInt()) : "none",
        deployment.replicas(),
        Deployment.words(deployment.plan()));
  }
}
