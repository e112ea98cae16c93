package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.hardware.Machine;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fewest chips of several machines that keep the same promise, and what they cost.
 *
 * @param serving what is served
 * @param entries one for each machine
 */
public record CapacityComparison(Serving serving, List<Attempt<Capacity>> entries)
    implements Tabular, Plottable {

  /** Checks that there is a machine. */
  public CapacityComparison {
    entries = Intervals.checked(entries);
  }

  static CapacityComparison of(Serving serving, Machine... machines) {
    serving.said.requests();
    boolean some =
        Arrays.stream(Intervals.said(machines)).anyMatch(each -> hasSaidCores(serving, each));
    List<Attempt<Capacity>> entries = new ArrayList<>();
    boolean interrupted = false;
    for (Machine each : machines) {
      try {
        Attempt<Capacity> entry =
            interrupted
                ? Attempt.interrupted(each, "not looked at")
                : Attempt.of(each, () -> CapacitySearch.of(on(serving, each, some).on(each)));
        entries.add(entry);
        interrupted |= entry.result().isPresent() && !entry.result().get().complete();
      } catch (Interrupted e) {
        if (serving.said.quiet) {
          throw e;
        }
        interrupted = true;
        entries.add(Attempt.interrupted(each, e.getMessage()));
      }
    }
    CapacityComparison comparison = new CapacityComparison(serving, entries);
    if (interrupted) {
      // An interrupted cell ends before it can show its value.
      Display.display(comparison);
    }
    return comparison;
  }

  /** True if the chip of a machine can be driven with the logical cores that were said. */
  private static boolean hasSaidCores(Serving serving, Machine machine) {
    return serving.said.lnc.isEmpty()
        || machine
            .chip()
            .cores()
            .map(cores -> cores.logicalConfigurations().contains(serving.said.lnc.get()))
            .orElse(serving.said.lnc.get() == 1);
  }

  /** Logical cores are said of the chips that have them; what none has is a mistake. */
  private static Serving on(Serving serving, Machine machine, boolean someHave) {
    return someHave && !hasSaidCores(serving, machine) ? serving.usualLogicalCores() : serving;
  }

  @Override
  public Sheet sheet() {
    EndTable table =
        new EndTable("Fewest chips: " + serving.said.model)
            .plain("machine")
            .figure("chips", "")
            .figure("cost", "USD/h")
            .figure("million output tokens", "USD")
            .figure("output tokens per chip", "1/s")
            .figure("first token p99", "ms")
            .figure("per token p99", "ms")
            .plain("plan of a replica");
    for (Attempt<Capacity> entry : entries) {
      table.row(row(entry));
    }
    Sheet sheet = table.sheet();
    sheet = sheet.note("Promise: %s.".formatted(serving.said.level));
    if (entries.stream().anyMatch(each -> hasSaidCores(serving, each.machine()))) {
      for (Attempt<Capacity> entry : entries) {
        if (!hasSaidCores(serving, entry.machine())) {
          sheet =
              sheet.note(
                  "%s cannot join %d cores into a logical one; it is driven as usual."
                      .formatted(entry.machine().chip().name(), serving.said.lnc.orElseThrow()));
        }
      }
    }
    for (Attempt<Capacity> entry : entries) {
      String words = entry.result().map(CapacityComparison::words).orElse(entry.reason());
      sheet = sheet.note("%s: %s.".formatted(entry.machine().name(), words));
    }
    return sheet.note(
        "Cost of these chips alone: low is the fewest chips at the lowest price, high the most at"
            + " the highest. Machines are rented whole. Latencies and rates: of these chips, at both"
            + " ends of the error bars.");
  }

  private static Object[] row(Attempt<Capacity> entry) {
    if (entry.result().isEmpty()) {
      Range none = Range.only(Double.NaN);
      return new Object[] {
        entry.machine().name(),
        none,
        none,
        none,
        none,
        none,
        none,
        entry.interrupted() ? "interrupted" : "none keeps the promise"
      };
    }
    Capacity capacity = entry.result().get();
    Range cost = capacity.costPerHour();
    Range tokens = capacity.costPerMillionTokens();
    return new Object[] {
      entry.machine().name(),
      (long) capacity.chips(),
      capacity.lower((long) capacity.fewest()),
      capacity.higher((long) capacity.most().orElse(0)),
      cost.value(),
      capacity.lower(cost.low()),
      capacity.higher(cost.high()),
      tokens.value(),
      capacity.lower(tokens.low()),
      capacity.higher(tokens.high()),
      capacity.figure(run -> run.outputTokensPerSecond() / capacity.chips()),
      capacity.figure(run -> 1e3 * run.timeToFirstToken().percentile(99)),
      capacity.figure(run -> 1e3 * run.timePerOutputToken().percentile(99)),
      Deployment.words(capacity.deployment().plan())
    };
  }

  private static String words(Capacity capacity) {
    String open =
        !capacity.complete()
            ? "interrupted, %s: %s; ".formatted(capacity.bound(), capacity.known())
            : capacity.most().isPresent()
                ? ""
                : "at the slow end of the error bars no number of such replicas keeps the promise; ";
    int machines = capacity.machines();
    Deployment deployment = capacity.deployment();
    return "%d of the %d chips of %d %s, %d replicas of %s; "
            .formatted(
                capacity.chips(),
                machines * deployment.machine().chips(),
                machines,
                machines == 1 ? "machine" : "machines",
                deployment.replicas(),
                Deployment.words(deployment.plan()))
        + open
        + ServingResult.certainty(deployment);
  }

  /** Without machines whose range an interrupt left open: a bar without it would look certain. */
  private List<Attempt<Capacity>> withRange() {
    return entries.stream()
        .map(
            each ->
                isOpen(each)
                    ? Attempt.<Capacity>interrupted(
                        each.machine(), "interrupted before its range was known")
                    : each)
        .toList();
  }

  private static boolean isOpen(Attempt<Capacity> each) {
    return each.interrupted() || !each.result().map(Capacity::complete).orElse(true);
  }

  private String title(String what) {
    List<String> open =
        entries.stream()
            .filter(CapacityComparison::isOpen)
            .map(each -> each.machine().name())
            .toList();
    return "%s: %s%s"
        .formatted(
            what,
            serving.said.model,
            open.isEmpty() ? "" : " (interrupted, without %s)".formatted(String.join(", ", open)));
  }

  /**
   * The fewest chips of each machine; those whose range an interrupt left open are named in the
   * title instead.
   *
   * @throws IllegalStateException if no machine is left to draw, with the reason of the first
   */
  @Override
  public Figure figure() {
    return Intervals.figure(
        title("Fewest chips"),
        Intervals.OF_SERVICES,
        Figure.Axis.linear("chips", ""),
        withRange(),
        Capacity::range);
  }

  /**
   * What a million tokens of answers costs on each machine, those whose range is open left out.
   *
   * @throws IllegalStateException if no machine is left to draw, with the reason of the first
   */
  public Figure cost() {
    return Intervals.figure(
        title("Cost of tokens"),
        Intervals.OF_SERVICES,
        Figure.Axis.linear("a million output tokens", "USD"),
        withRange(),
        Capacity::costPerMillionTokens);
  }

  @Override
  public String toString() {
    return "%s, chips: %s"
        .formatted(
            serving.said.model,
            Attempt.line(
                entries, each -> each.result().map(Capacity::toString).orElse(each.reason())));
  }
}
