package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.MachineModel.Resource;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What 10 % more of each resource would give, the most effective first: a tornado chart.
 *
 * @param seconds the step as it is
 * @param gains one for each resource
 */
public record Sensitivity(double seconds, List<Gain> gains) implements Tabular, Plottable {

  private static final double MORE = 1.1;

  /**
   * One resource.
   *
   * @param resource what there is 10 % more of
   * @param throughput the share by which throughput grows
   */
  public record Gain(Resource resource, double throughput) {}

  public Sensitivity {
    gains = List.copyOf(gains);
  }

  static Sensitivity of(TrainingEstimate estimate) {
    MachineModel machine = MachineModel.of(estimate.machine());
    double now = estimate.cost().seconds();
    return new Sensitivity(
        now,
        Arrays.stream(Resource.values())
            .map(
                resource ->
                    new Gain(
                        resource,
                        now
                                / machine
                                    .with(resource, MORE)
                                    .with(estimate.software())
                                    .cost(estimate.training().job(), estimate.plan())
                                    .seconds()
                            - 1))
            .sorted(Comparator.comparingDouble(gain -> -gain.throughput()))
            .toList());
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of("What 10 % more would give", column("resource"), column("throughput gain", "%"));
    for (Gain gain : gains) {
      sheet = sheet.row(gain.resource().toString(), 100 * gain.throughput());
    }
    return sheet.note("The plan stays as it is; another plan may use the resource better.");
  }

  @Override
  public Figure figure() {
    return Figure.of(
            "What 10 % more would give",
            Figure.Shape.BAR,
            Figure.Axis.linear("resource", ""),
            Figure.Axis.linear("throughput gain", "%"))
        .with(
            Figure.Series.bars(
                "10 % more",
                gains.stream().map(gain -> gain.resource().toString()).toList(),
                gains.stream().map(gain -> 100 * gain.throughput()).toList()));
  }
}
