package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Traffic;
import dev.trn3.units.Dollars;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Latency of the same requests at several loads, played as the model says and at both ends of the
 * error bars.
 *
 * @param serving what is served
 * @param largest requests per second that can be answered without end
 * @param points one for each load, smallest first
 */
public record LoadCurve(Serving serving, Range largest, List<Point> points)
    implements Tabular, Plottable {

  private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
  private static final double REQUESTS = 3000;

  /**
   * One load.
   *
   * @param load requests per second
   * @param played what happened
   */
  public record Point(double load, EndRuns played) {

    /** What happened as the model says. */
    public ServingRun run() {
      return played.run();
    }
  }

  /** Checks that there is a point. */
  public LoadCurve {
    points = List.copyOf(points);
  }

  /** Requests per second that can be answered without end, as the model says. */
  public double most() {
    return largest.value();
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
    Range largest = deployment.largestLoad(serving, traffic);
    List<Point> points = new ArrayList<>();
    try (Steps steps = Steps.of(serving, "loads", SHARES.length)) {
      for (double share : SHARES) {
        double load = share * largest.value();
        double seconds = Math.max(60, REQUESTS / load);
        EndRuns played =
            EndRuns.of(
                end ->
                    deployment
                        .engine(serving, end)
                        .warmUp(0.2 * seconds)
                        .run(traffic.times(load / offered), seconds));
        if (!played.run().stopped()) {
          points.add(new Point(load, played));
        }
        if (played.stopped()) {
          return interrupted(serving, largest, points);
        }
        steps.done();
      }
    }
    return new LoadCurve(serving, largest, points);
  }

  private static LoadCurve interrupted(Serving serving, Range largest, List<Point> points) {
    if (serving.said.quiet || points.isEmpty()) {
      throw Interrupted.of(serving, "interrupted while loads were played; none of them was done");
    }
    LoadCurve some = new LoadCurve(serving, largest, points);
    // An interrupted cell ends before it can show its value.
    Display.display(some);
    return some;
  }

  @Override
  public Sheet sheet() {
    EndTable table =
        new EndTable("Latency against load: " + serving)
            .plain("load", "1/s")
            .plain("of the largest", "%")
            .figure("first token p50", "ms")
            .figure("first token p99", "ms")
            .figure("per token p50", "ms")
            .figure("per token p99", "ms")
            .figure("as promised", "%")
            .figure("output tokens", "1/s");
    for (Point each : points) {
      EndRuns played = each.played();
      table.row(
          each.load(),
          100 * each.load() / most(),
          played.range(run -> 1e3 * run.timeToFirstToken().percentile(50)),
          played.range(run -> 1e3 * run.timeToFirstToken().percentile(99)),
          played.range(run -> 1e3 * run.timePerOutputToken().percentile(50)),
          played.range(run -> 1e3 * run.timePerOutputToken().percentile(99)),
          serving.said.level.isPromised()
              ? played.range(run -> 100 * run.goodShare())
              : Range.only(Double.NaN),
          played.range(ServingRun::outputTokensPerSecond));
    }
    Sheet sheet =
        table
            .sheet()
            .note(
                "At most %s requests per second can be answered without end."
                    .formatted(largest.words(Text::digits)))
            .note(Deployment.certainty(serving))
            .note(ServingErrorBar.ENDS_AT_ANY_LOAD);
    if (!points.isEmpty() && points.get(points.size() - 1).load() > largest.low()) {
      sheet =
          sheet.note(
              "Above %s requests per second the slow end falls behind: there the ends of latencies grow with the time that is played."
                  .formatted(Text.digits(largest.low())));
    }
    boolean ends = points.stream().noneMatch(each -> each.played().stopped());
    return points.size() == SHARES.length && ends
        ? sheet
        : sheet.note(
            "Interrupted: %d of %d loads were played%s."
                .formatted(points.size(), SHARES.length, ends ? "" : EndRuns.LAST_WITHOUT_ENDS));
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
    return series(name, run -> ChipPrices.perMillion(perChipHour, run).amount().doubleValue());
  }

  /** A figure at each load, with its ends. */
  private Figure.Series series(String name, ToDoubleFunction<ServingRun> figure) {
    List<Range> ranges = points.stream().map(each -> each.played().range(figure)).toList();
    return Figure.Series.points(
            name,
            points.stream().map(Point::load).toList(),
            ranges.stream().map(Range::value).toList())
        .between(
            ranges.stream().map(Range::low).toList(), ranges.stream().map(Range::high).toList());
  }

  @Override
  public Figure figure() {
    return Figure.of(
            "Latency against load",
            Figure.Shape.LINE,
            Figure.Axis.linear("load", "requests/s"),
            Figure.Axis.logarithmic("time", "ms"))
        .with(series("first token p99", run -> 1e3 * run.timeToFirstToken().percentile(99)))
        .with(series("first token p50", run -> 1e3 * run.timeToFirstToken().percentile(50)))
        .with(series("per token p99", run -> 1e3 * run.timePerOutputToken().percentile(99)));
  }

  @Override
  public String toString() {
    return "%s: at most %s requests per second without end (%s)"
        .formatted(serving, largest.words(Text::digits), ServingErrorBar.OF_ITERATIONS);
  }
}
