package dev.trn3.experiment;

import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
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
    EndTable table =
        new EndTable("Training " + training.model())
            .plain("machine")
            .plain("chips")
            .plain("precision")
            .figure("step time", "s")
            .figure("tokens per second", "1/s")
            .figure("per chip", "1/s")
            .figure("MFU", "%")
            .plain("plan");
    List<String> reasons = new ArrayList<>();
    for (Attempt<TrainingEstimate> entry : entries) {
      String name = entry.machine().name();
      long chips = entry.machine().chips();
      if (entry.result().isEmpty()) {
        Range none = Range.only(Double.NaN);
        table.row(name, chips, "", none, none, none, none, "cannot run");
        reasons.add("%s: %s.".formatted(name, entry.reason()));
        continue;
      }
      TrainingEstimate each = entry.result().get();
      Range rate = tokensPerSecond(each);
      table.row(
          name,
          chips,
          each.training().precision().toString(),
          Range.of(each.cost().seconds(), each.errorBar()),
          rate,
          rate.times(1.0 / chips),
          Range.of(100 * each.mfu(), each.errorBar()),
          each.plan().toString());
    }
    Sheet sheet = table.sheet();
    for (String reason : reasons) {
      sheet = sheet.note(reason);
    }
    for (Attempt<TrainingEstimate> entry : entries) {
      if (entry.result().isPresent()) {
        sheet =
            sheet.note("%s: %s".formatted(entry.machine().name(), entry.result().get().errorBar()));
      }
    }
    return sheet.note(ErrorBar.NOT_COVERED);
  }

  @Override
  public Figure figure() {
    return Intervals.figure(
        "Training " + training.model(),
        Intervals.OF_JOBS,
        Figure.Axis.linear("tokens per second", "1/s"),
        entries,
        TrainingComparison::tokensPerSecond);
  }

  private static Range tokensPerSecond(TrainingEstimate estimate) {
    return Range.of(estimate.tokensPerSecond(), estimate.errorBar());
  }

  @Override
  public String toString() {
    return "%s, tokens per second (80 %% intervals): %s"
        .formatted(
            training.model(),
            Attempt.line(
                entries,
                each ->
                    each.result()
                        .map(it -> tokensPerSecond(it).words(Text::digits))
                        .orElse("cannot run")));
  }
}
