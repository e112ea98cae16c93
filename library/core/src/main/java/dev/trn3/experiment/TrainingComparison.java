package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Machine;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;
import java.util.Optional;

/**
 * The same training job on several machines.
 *
 * @param training the job
 * @param entries one for each machine
 */
public record TrainingComparison(Training training, List<Entry> entries)
    implements Tabular, Plottable {

  /**
   * One machine.
   *
   * @param machine the machine
   * @param estimate its result; empty where the job cannot run
   * @param reason why it cannot run; empty where it can
   */
  public record Entry(Machine machine, Optional<TrainingEstimate> estimate, String reason) {

    static Entry of(Training training, Machine machine) {
      try {
        return new Entry(machine, Optional.of(training.estimate()), "");
      } catch (IllegalArgumentException e) {
        return new Entry(machine, Optional.empty(), e.getMessage());
      }
    }
  }

  public TrainingComparison {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("compare(...) needs at least one machine");
    }
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Training " + training.model(),
            column("machine"),
            column("chips"),
            column("precision"),
            column("step time", "s"),
            column("tokens per second", "1/s"),
            column("low", "1/s"),
            column("high", "1/s"),
            column("per chip", "1/s"),
            column("MFU", "%"),
            column("plan"));
    for (Entry entry : entries) {
      if (entry.estimate().isEmpty()) {
        sheet =
            sheet
                .row(
                    entry.machine().name(),
                    (long) entry.machine().chips(),
                    "",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "cannot run")
                .note("%s: %s.".formatted(entry.machine().name(), entry.reason()));
        continue;
      }
      TrainingEstimate each = entry.estimate().get();
      double rate = each.tokensPerSecond();
      sheet =
          sheet.row(
              entry.machine().name(),
              (long) entry.machine().chips(),
              each.training().precision().toString(),
              each.cost().seconds(),
              rate,
              each.errorBar().low(rate),
              each.errorBar().high(rate),
              rate / entry.machine().chips(),
              100 * each.mfu(),
              each.plan().toString());
    }
    for (Entry entry : entries) {
      if (entry.estimate().isPresent()) {
        sheet =
            sheet.note(
                "%s: %s".formatted(entry.machine().name(), entry.estimate().get().errorBar()));
      }
    }
    return sheet;
  }

  @Override
  public Figure figure() {
    List<TrainingEstimate> present =
        entries.stream().flatMap(entry -> entry.estimate().stream()).toList();
    if (present.isEmpty()) {
      throw new IllegalStateException(
          "%s runs on none of these machines: %s"
              .formatted(training.model(), entries.get(0).reason()));
    }
    return Figure.of(
            "Training " + training.model(),
            Figure.Shape.BAR,
            Figure.Axis.linear("machine", ""),
            Figure.Axis.linear("tokens per second", "1/s"))
        .with(
            Figure.Series.bars(
                    "estimate, 80 % interval",
                    present.stream().map(each -> each.machine().name()).toList(),
                    present.stream().map(TrainingEstimate::tokensPerSecond).toList())
                .between(
                    present.stream()
                        .map(each -> each.errorBar().low(each.tokensPerSecond()))
                        .toList(),
                    present.stream()
                        .map(each -> each.errorBar().high(each.tokensPerSecond()))
                        .toList()));
  }
}
