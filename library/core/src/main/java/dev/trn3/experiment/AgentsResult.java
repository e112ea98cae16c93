package dev.trn3.experiment;

import dev.trn3.inference.ServingErrorBar;
import dev.trn3.serving.AgentStream;
import dev.trn3.serving.Distribution;
import dev.trn3.serving.ServingRun;
import dev.trn3.units.Dollars;
import dev.trn3.units.Seconds;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What agents experienced, task by task; {@link #requests} tells it request by request.
 *
 * @param agents what was said
 * @param requests latencies, throughput and cost of requests
 * @param time how long they worked
 */
public record AgentsResult(Agents agents, ServingResult requests, Seconds time)
    implements Tabular, Plottable {

  private static final int POINTS = 60;

  private static AgentStream tasks(ServingRun run) {
    return (AgentStream) run.stream();
  }

  /** What became of the tasks. */
  public AgentStream tasks() {
    return tasks(requests.run());
  }

  /** Seconds from the first question of a finished task to its last answer. */
  public Distribution timeToFinish() {
    return tasks().timeToFinish();
  }

  /**
   * Tasks that all sessions finish in an hour, by Little's law: each session always works on one.
   */
  public double tasksPerHour() {
    return tasksPerHour(requests.run());
  }

  private double tasksPerHour(ServingRun run) {
    return 3600 * agents.traffic().sessions() / tasks(run).timeToFinish().mean();
  }

  private ChipPrices prices() {
    return ChipPrices.of(requests.serving().said.pricePerChipHour, requests.deployment().machine());
  }

  private double cost(Dollars chipHour, ServingRun run) {
    return chipHour.amount().doubleValue() * run.meanChips() / tasksPerHour(run);
  }

  /** Dollars for a task at the lowest price that may hold. */
  public double leastCostPerTask() {
    return cost(prices().least(), requests.run());
  }

  /** Dollars for a task at the highest price that may hold. */
  public double mostCostPerTask() {
    return cost(prices().most(), requests.run());
  }

  /**
   * Dollars for a task at the middle price, and from the quick end of the error bars at the lowest
   * price to the slow end at the highest.
   */
  public Range costPerTask() {
    ChipPrices prices = prices();
    return new Range(
        cost(prices.middle(), requests.run()),
        cost(prices.least(), requests.quick()),
        cost(prices.most(), requests.slow()));
  }

  @Override
  public Sheet sheet() {
    if (tasks().tasksFinished() == 0) {
      return Quantities.counts(title())
          .row("tasks begun", tasks().tasksStarted(), "")
          .row("tasks finished", 0L, "")
          .note(
              "No task was finished in %s%s"
                  .formatted(
                      time,
                      requests.run().stopped()
                          ? ", after which it was interrupted."
                          : "; simulate a longer time."));
    }
    ChipPrices prices = prices();
    Quantities all = new Quantities(title(), requests);
    all.add("time to finish a task p50", "s", it -> finish(it, 50));
    all.add("time to finish a task p99", "s", it -> finish(it, 99));
    all.add("of the mean, waiting for the model", "s", it -> tasks(it).modelTime().mean());
    all.add("tasks per hour", "1/h", this::tasksPerHour);
    all.add("cost of a task", "USD", costPerTask());
    all.add("requests of a task", "", it -> tasks(it).requestsPerTask());
    all.add("prompt tokens of a task", "", it -> tasks(it).inputTokensPerTask());
    all.add("answered tokens of a task", "", it -> tasks(it).outputTokensPerTask());
    all.add("prompt tokens found in memory", "%", it -> 100 * it.prefixHitShare());
    all.add("time to first token p50", "ms", it -> 1e3 * it.timeToFirstToken().percentile(50));
    all.add("time to first token p99", "ms", it -> 1e3 * it.timeToFirstToken().percentile(99));
    all.add("time per output token p50", "ms", it -> 1e3 * it.timePerOutputToken().percentile(50));
    all.add("memory of keys and values in use", "%", it -> 100 * it.kvOccupancy());
    all.add("replicas at work", "%", it -> 100 * it.utilisation());
    all.addPlain("chips", "", (long) requests.deployment().chips());
    Sheet sheet =
        all.sheet()
            .note(
                String.format(
                    Locale.ROOT,
                    "%s; %,d tasks were finished in %s, %,d were at work at its end and do not count; %,d contexts were summarised.",
                    agents.traffic(),
                    tasks().tasksFinished(),
                    time,
                    tasks().tasksStarted() - tasks().tasksFinished(),
                    tasks().compactions()));
    if (tasks(requests.slow()).tasksFinished() == 0) {
      sheet =
          sheet.note(
              "At the slow end of the error bars no task is finished in this time, so that end is open; simulate a longer time.");
    }
    if (time.si() < 3 * timeToFinish().percentile(99)) {
      sheet =
          sheet.note(
              "The run is short for its longest tasks, so that those that finished are the shorter ones; simulate at least "
                  + new Seconds(3 * timeToFinish().percentile(99))
                  + ".");
    }
    return sheet
        .note(prices.note())
        .note(bottleneck())
        .note(
            requests.complete()
                ? "Certainty: " + ServingResult.certainty(requests.deployment()) + "."
                : requests.run().stopped()
                    ? "Interrupted after " + time + " of simulated time; without error bars."
                    : "Interrupted before the ends of the error bars were played; without error"
                        + " bars.");
  }

  private String title() {
    return "%,d agents with %s on %d %s chips"
        .formatted(
            agents.traffic().sessions(),
            requests.serving().said.model,
            requests.deployment().chips(),
            requests.deployment().machine().chip().name());
  }

  private static double finish(ServingRun run, double percentage) {
    return tasks(run).timeToFinish().percentile(percentage);
  }

  /** What takes the time of a task, and what limits the service, in a sentence each. */
  public String bottleneck() {
    double waiting = tasks().modelTime().mean() / timeToFinish().mean();
    return "A task waits for the model %s of its time, for tools and sub-agents the rest. %s"
        .formatted(Text.percent(waiting), requests.bottleneck());
  }

  @Override
  public Figure figure() {
    Distribution times = timeToFinish();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i <= POINTS; i++) {
      double seconds = times.maximum() * i / POINTS;
      x.add(seconds);
      y.add(100 * times.shareUpTo(seconds));
    }
    return Figure.of(
            "Tasks that are finished in a time",
            Figure.Shape.LINE,
            Figure.Axis.linear("time to finish a task", "s"),
            Figure.Axis.linear("share of tasks", "%"))
        .with(Figure.Series.points(requests.serving().said.model.name(), x, y));
  }

  @Override
  public String toString() {
    return tasks().tasksFinished() == 0
        ? title() + ": no task was finished in " + time
        : "%s: a task takes %s s, p99 %s s, %s tasks per hour, %s USD a task%s; %s"
            .formatted(
                title(),
                requests.words(each -> finish(each, 50)),
                requests.words(each -> finish(each, 99)),
                requests.words(this::tasksPerHour),
                requests.complete()
                    ? costPerTask().words(Text::digits)
                    : Text.digits(costPerTask().value()),
                requests.complete()
                    ? " (%s, of cost also every price)".formatted(ServingErrorBar.OF_ITERATIONS)
                    : "",
                bottleneck());
  }
}
