package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Machine;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fewest chips of several machines that keep the same promise.
 *
 * @param serving what is served
 * @param entries one for each machine
 */
public record CapacityComparison(Serving serving, List<Entry> entries)
    implements Tabular, Plottable {

  /**
   * One machine.
   *
   * @param machine the kind
   * @param capacity what keeps the promise; empty where nothing does
   * @param reason why nothing does; empty otherwise
   */
  public record Entry(Machine machine, Optional<Capacity> capacity, String reason) {}

  /** Checks that there is a machine. */
  public CapacityComparison {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("compare(...) needs at least one machine");
    }
  }

  static CapacityComparison of(Serving serving, Machine... machines) {
    serving.requests();
    List<Entry> entries = new ArrayList<>();
    for (Machine each : machines) {
      try {
        Capacity capacity = serving.fewestChips(each);
        entries.add(new Entry(each, Optional.of(capacity), ""));
      } catch (IllegalArgumentException e) {
        entries.add(new Entry(each, Optional.empty(), e.getMessage()));
      }
    }
    return new CapacityComparison(serving, entries);
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Fewest chips: " + serving.model,
            column("machine"),
            column("chips"),
            column("low"),
            column("high"),
            column("cost, least", "USD/h"),
            column("cost, most", "USD/h"),
            column("million output tokens, least", "USD"),
            column("million output tokens, most", "USD"),
            column("output tokens per chip", "1/s"),
            column("first token p99", "ms"),
            column("per token p50", "ms"),
            column("plan of a replica"));
    for (Entry entry : entries) {
      sheet = entry.capacity().isPresent() ? row(sheet, entry) : none(sheet, entry);
    }
    sheet = sheet.note("Promise: %s.".formatted(serving.level));
    for (Entry entry : entries) {
      if (entry.capacity().isPresent()) {
        Deployment deployment = entry.capacity().get().deployment();
        sheet =
            sheet.note(
                "%s: %s.".formatted(entry.machine().name(), ServingResult.certainty(deployment)));
      } else {
        sheet = sheet.note("%s: %s.".formatted(entry.machine().name(), entry.reason()));
      }
    }
    return sheet.note(
        "Cost of the chips alone, at published prices or a range of assumptions; machines are rented whole.");
  }

  private static Sheet row(Sheet sheet, Entry entry) {
    Capacity capacity = entry.capacity().orElseThrow();
    return sheet.row(
        entry.machine().name(),
        (long) capacity.chips(),
        (long) capacity.fewest(),
        capacity.most().isPresent() ? (long) capacity.most().getAsInt() : null,
        capacity.leastCostPerHour(),
        capacity.mostCostPerHour(),
        capacity.perMillion(capacity.leastCostPerHour()),
        capacity.perMillion(capacity.mostCostPerHour()),
        capacity.run().outputTokensPerSecond() / capacity.chips(),
        1e3 * capacity.run().timeToFirstToken().percentile(99),
        1e3 * capacity.run().timePerOutputToken().percentile(50),
        Deployment.words(capacity.deployment().plan()));
  }

  private static Sheet none(Sheet sheet, Entry entry) {
    return sheet.row(
        entry.machine().name(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "none keeps the promise");
  }

  @Override
  public Figure figure() {
    List<Capacity> found = entries.stream().flatMap(each -> each.capacity().stream()).toList();
    if (found.isEmpty()) {
      throw new IllegalStateException("no machine keeps the promise: " + entries.get(0).reason());
    }
    return Figure.of(
            "Fewest chips: " + serving.model,
            Figure.Shape.BAR,
            Figure.Axis.linear("machine", ""),
            Figure.Axis.linear("chips", ""))
        .with(
            Figure.Series.bars(
                    "chips, 80 % interval",
                    found.stream().map(each -> each.deployment().machine().name()).toList(),
                    found.stream().map(each -> (double) each.chips()).toList())
                .between(
                    found.stream().map(each -> (double) each.fewest()).toList(),
                    found.stream()
                        .map(each -> (double) each.most().orElse(each.chips()))
                        .toList()));
  }
}
