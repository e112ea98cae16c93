package dev.trn3.experiment;

import dev.trn3.serving.Distribution;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Timeline;
import dev.trn3.view.Figure;
import java.util.ArrayList;
import java.util.List;

/** Charts of one run. */
final class ServingCharts {

  private static final double[] PERCENTILES = {1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9};

  private ServingCharts() {}

  static Figure timeline(ServingRun run) {
    return Figure.of(
            "Requests over time",
            Figure.Shape.LINE,
            Figure.Axis.linear("time", "s"),
            Figure.Axis.linear("requests", ""))
        .with(series("decoding", run.batchOverTime(), run, 1))
        .with(series("waiting", run.waitingOverTime(), run, 1));
  }

  static Figure occupancy(ServingRun run, int replicas) {
    return Figure.of(
            "Memory of keys and values in use",
            Figure.Shape.LINE,
            Figure.Axis.linear("time", "s"),
            Figure.Axis.linear("share, mean of replicas", "%"))
        .with(series("in use", run.occupancyOverTime(), run, 100.0 / replicas));
  }

  private static Figure.Series series(
      String name, Timeline timeline, ServingRun run, double factor) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    double[] averages = timeline.averages();
    for (int i = 0; i < timeline.size() && (i == 0 || timeline.time(i) <= run.ended()); i++) {
      x.add(timeline.time(i));
      y.add(factor * averages[i]);
    }
    return Figure.Series.points(name, x, y);
  }

  static Figure percentiles(ServingResult result) {
    return Figure.of(
            "Latency of requests",
            Figure.Shape.LINE,
            Figure.Axis.linear("share of requests that are no slower", "%"),
            Figure.Axis.logarithmic("time", "s"))
        .with(percentiles("time to first token", result.timeToFirstToken()))
        .with(percentiles("time per output token", result.timePerOutputToken()))
        .with(percentiles("end to end", result.latency()));
  }

  private static Figure.Series percentiles(String name, Distribution times) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (double each : PERCENTILES) {
      x.add(each);
      y.add(Math.max(1e-7, times.percentile(each)));
    }
    return Figure.Series.points(name, x, y);
  }
}
