package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.display.Display;
import dev.trn3.serving.Saturation;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Traffic;
import dev.trn3.units.Dollars;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;

/**
 * Latency of the same requests at several loads.
 *
 * @param serving what is served
 * @param most requests per second that can be answered without end
 * @param points one for each load, smallest first
 */
public record LoadCurve(Serving serving, double most, List<Point> points)
    implements Tabular, Plottable {

  private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
  private static final double REQUESTS = 3000;

  /**
   * One load.
   *
   * @param load requests per second
   * @param run what happened
   */
  public record Point(double load, ServingRun run) {}

  /** Checks that there is a point. */
  public LoadCurve {
    points = List.copyOf(points);
  }

  static LoadCurve of(Serving serving) {
    return of(serving, Deployment.of(serving));
  }

  static LoadCurve of(Serving serving, Deployment deployment) {
    Traffic traffic = deployment.fitting(serving, serving.said.anyRequests());
    double offered = traffic.perSecond();
    if (!(offered > 0)) {
      throw new IllegalArgumentException(
          "users who wait for answers have no load of their own to vary; use .load(perSecond(...)) or another number of users");
    }
    Saturation saturation = deployment.saturation(serving);
    List<Point> points = new ArrayList<>();
    try (Steps steps = Steps.of(serving, "loads", SHARES.length)) {
      for (double share : SHARES) {
        double load = share * saturation.requestsPerSecond();
        double seconds = Math.max(60, REQUESTS / load);
        ServingRun run =
            deployment
                .engine(serving, Deployment.End.NOMINAL)
                .warmUp(0.2 * seconds)
                .run(traffic.times(load / offered), seconds);
        if (run.stopped()) {
          return interrupted(serving, saturation, points);
        }
        points.add(new Point(load, run));
        steps.done();
      }
    }
    return new LoadCurve(serving, saturation.requestsPerSecond(), points);
  }

  private static LoadCurve interrupted(Serving serving, Saturation saturation, List<Point> points) {
    if (serving.said.quiet || points.isEmpty()) {
      throw Interrupted.of(serving, "interrupted while loads were played; none of them was done");
    }
    LoadCurve some = new LoadCurve(serving, saturation.requestsPerSecond(), points);
    // An interrupted cell ends before it can show its value.
    Display.display(some);
    return some;
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Latency against load: " + serving,
            column("load", "1/s"),
            column("of the largest", "%"),
            column("first token p50", "ms"),
            column("first token p99", "ms"),
            column("per token p50", "ms"),
            column("per token p99", "ms"),
            column("as promised", "%"),
            column("output tokens", "1/s"));
    for (Point each : points) {
      ServingRun run = each.run();
      sheet =
          sheet.row(
              each.load(),
              100 * each.load() / most,
              1e3 * run.timeToFirstToken().percentile(50),
              1e3 * run.timeToFirstToken().percentile(99),
              1e3 * run.timePerOutputToken().percentile(50),
              1e3 * run.timePerOutputToken().percentile(99),
              serving.said.level.isPromised() ? 100 * run.goodShare() : null,
              run.outputTokensPerSecond());
    }
    sheet =
        sheet.note(
            "At most %s requests per second can be answered without end."
                .formatted(Text.digits(most)));
    sheet = sheet.note(Deployment.certainty(serving));
    return points.size() == SHARES.length
        ? sheet
        : sheet.note(
            "Interrupted: %d of %d loads were played.".formatted(points.size(), SHARES.length));
  }

  /** What a million tokens of answers costs at each load, at the lowest and the highest price. */
  public Figure cost() {
    ChipPrices prices = ChipPrices.of(serving.said.pricePerChipHour, serving.said.where());
    Figure figure =
        Figure.of(
                "Cost of a million output tokens against load",
                Figure.Shape.LINE,
                Figure.Axis.linear("load", "requests/s"),
                Figure.Axis.logarithmic("a million output tokens", "USD"))
            .with(cost("at " + prices.least() + " for a chip and hour", prices.least()));
    return prices.most().equals(prices.least())
        ? figure
        : figure.with(cost("at " + prices.most() + " for a chip and hour", prices.most()));
  }

  private Figure.Series cost(String name, Dollars perChipHour) {
    return Figure.Series.points(
        name,
        points.stream().map(Point::load).toList(),
        points.stream()
            .map(each -> ChipPrices.perMillion(perChipHour, each.run()).amount().doubleValue())
            .toList());
  }

  @Override
  public Figure figure() {
    List<Double> loads = points.stream().map(Point::load).toList();
    return Figure.of(
            "Latency against load",
            Figure.Shape.LINE,
            Figure.Axis.linear("load", "requests/s"),
            Figure.Axis.logarithmic("time", "ms"))
        .with(
            Figure.Series.points(
                "first token p99",
                loads,
                points.stream()
                    .map(each -> 1e3 * each.run().timeToFirstToken().percentile(99))
                    .toList()))
        .with(
            Figure.Series.points(
                "first token p50",
                loads,
                points.stream()
                    .map(each -> 1e3 * each.run().timeToFirstToken().percentile(50))
                    .toList()))
        .with(
            Figure.Series.points(
                "per token p99",
                loads,
                points.stream()
                    .map(each -> 1e3 * each.run().timePerOutputToken().percentile(99))
                    .toList()));
  }
}
