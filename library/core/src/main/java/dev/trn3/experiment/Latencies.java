package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.inference.ServingErrorBar;
import dev.trn3.serving.Distribution;
import dev.trn3.serving.ServingRun;
import dev.trn3.view.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The table of all latencies of a service, in milliseconds, each with its low and high. */
record Latencies(ServingResult result) {

  private static Map<String, ToDoubleFunction<Distribution>> figures() {
    Map<String, ToDoubleFunction<Distribution>> figures = new LinkedHashMap<>();
    figures.put("mean", Distribution::mean);
    figures.put("p50", times -> times.percentile(50));
    figures.put("p90", times -> times.percentile(90));
    figures.put("p99", times -> times.percentile(99));
    figures.put("maximum", Distribution::maximum);
    return figures;
  }

  private static Map<String, Function<ServingRun, Distribution>> latencies() {
    Map<String, Function<ServingRun, Distribution>> latencies = new LinkedHashMap<>();
    latencies.put("time to first token", ServingRun::timeToFirstToken);
    latencies.put("of that, queueing", ServingRun::queueing);
    latencies.put("time per output token", ServingRun::timePerOutputToken);
    latencies.put("inter-token latency", ServingRun::interTokenLatency);
    latencies.put("end to end", ServingRun::latency);
    return latencies;
  }

  Sheet sheet() {
    List<Sheet.Column> columns = new ArrayList<>(List.of(column("what")));
    figures().keySet().forEach(each -> columns.addAll(Range.columns(each, "ms")));
    List<List<Object>> rows = new ArrayList<>();
    latencies().forEach((what, times) -> rows.add(row(what, times)));
    Sheet sheet =
        new Sheet(
            "Latencies of %,d requests".formatted(result.run().measured()),
            columns,
            rows,
            List.of());
    return result.complete()
        ? sheet
            .note(ServingErrorBar.sentence(result.deployment().generation()))
            .note(ServingErrorBar.ENDS)
        : sheet.note(
            "Interrupted before both ends of the error bars were played: no low and high.");
  }

  private List<Object> row(String what, Function<ServingRun, Distribution> times) {
    List<Object> row = new ArrayList<>(List.of(what));
    figures()
        .values()
        .forEach(
            figure ->
                row.addAll(
                    result.range(run -> 1e3 * figure.applyAsDouble(times.apply(run))).cells()));
    return row;
  }
}
