package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;

/**
 * The same training job on several machines.
 *
 * @param training the job
 * @param entries one for each machine
 */
public record TrainingComparison(Training training, List<Attempt<TrainingEstimate>> entries)
    implements Tabular, Plottable {

  public TrainingComparison {
    entries = Intervals.checked(entries);
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
    for (Attempt<TrainingEstimate> entry : entries) {
      if (entry.result().isEmpty()) {
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
      TrainingEstimate each = entry.result().get();
      Range rate = tokensPerSecond(each);
      sheet =
          sheet.row(
              entry.machine().name(),
              (long) entry.machine().chips(),
              each.training().precision().toString(),
              each.cost().seconds(),
              rate.value(),
              rate.low(),
              rate.high(),
              rate.value() / entry.machine().chips(),
              100 * each.mfu(),
              each.plan().toString());
    }
    for (Attempt<TrainingEstimate> entry : entries) {
      if (entry.result().isPresent()) {
        sheet =
            sheet.note("%s: %s".formatted(entry.machine().name(), entry.result().get().errorBar()));
      }
    }
    return sheet;
  }

  @Override
  public Figure figure() {
    return Intervals.figure(
        "Training " + training.model(),
        Figure.Axis.linear("tokens per second", "1/s"),
        entries,
        TrainingComparison::tokensPerSecond);
  }

  private static Range tokensPerSecond(TrainingEstimate estimate) {
    double rate = estimate.tokensPerSecond();
    return new Range(rate, estimate.errorBar().low(rate), estimate.errorBar().high(rate));
  }
}
