package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.simulation.Part;
import dev.trn3.simulation.StepCost;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where the time of a step goes. Only what lies on the critical path counts: hidden communication
 * is not shown.
 *
 * @param cost the step
 */
public record Breakdown(StepCost cost) implements Tabular, Plottable {

  private List<Part> largestFirst() {
    return Arrays.stream(Part.values())
        .filter(part -> cost.part(part) > 0)
        .sorted(Comparator.comparingDouble(part -> -cost.part(part)))
        .toList();
  }

  /** What limits the step. */
  String sentence() {
    List<Part> parts = largestFirst();
    Part first = parts.get(0);
    String words = "Limited by %s (%s of the step)".formatted(first, Text.percent(share(first)));
    return parts.size() == 1
        ? words + "."
        : words + ", then %s (%s).".formatted(parts.get(1), Text.percent(share(parts.get(1))));
  }

  /** The share of the step that one part takes. */
  public double share(Part part) {
    return cost.part(part) / cost.seconds();
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Where the time of a step goes",
            column("part"),
            column("time", "s"),
            column("share", "%"));
    for (Part part : largestFirst()) {
      sheet = sheet.row(part.toString(), cost.part(part), 100 * share(part));
    }
    return sheet.row("step", cost.seconds(), 100.0).note(sentence());
  }

  @Override
  public Figure figure() {
    List<Part> parts = largestFirst();
    return Figure.of(
            "Where the time of a step goes",
            Figure.Shape.BAR,
            Figure.Axis.linear("part", ""),
            Figure.Axis.linear("time", "s"))
        .with(
            Figure.Series.bars(
                "step",
                parts.stream().map(Part::toString).toList(),
                parts.stream().map(cost::part).toList()));
  }
}
