package dev.trn3.experiment;

import dev.trn3.serving.Distribution;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Timeline;
import dev.trn3.units.Seconds;
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

  /** The minute in which most requests decoded and waited, as finely as the run was noted. */
  static Figure busiestMinute(ServingRun run) {
    double[] decoding = run.batchOverTime().fineAverages();
    double[] waiting = run.waitingOverTime().fineAverages();
    double width = run.batchOverTime().fineSeconds();
    // Those whose middle has been played, as in the timeline.
    int seen = (int) Math.min(decoding.length, Math.max(1, Math.round(run.ended() / width)));
    int length = (int) Math.min(seen, Math.max(1, Math.round(60 / width)));
    double inside = 0;
    double most = -1;
    int from = 0;
    for (int i = 0; i < seen; i++) {
      inside += decoding[i] + waiting[i];
      if (i >= length) {
        inside -= decoding[i - length] + waiting[i - length];
      }
      if (i + 1 >= length && inside > most) {
        most = inside;
        from = i + 1 - length;
      }
    }
    double span = length * width;
    // Bins of a long run are no parts of a minute, and in the end longer than one.
    boolean minute = Math.abs(span - 60) < 6 || seen * width < 60;
    return Figure.of(
            minute ? "The busiest minute" : "The busiest " + new Seconds(span),
            Figure.Shape.LINE,
            Figure.Axis.linear("time", "s"),
            Figure.Axis.linear("requests", ""))
        .with(part("decoding", decoding, from, length, width))
        .with(part("waiting", waiting, from, length, width));
  }

  private static Figure.Series part(
      String name, double[] values, int from, int length, double width) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = from; i < from + length; i++) {
      x.add((i + 0.5) * width);
      y.add(values[i]);
    }
    return Figure.Series.points(name, x, y);
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
