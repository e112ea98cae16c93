package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.ChipPowers;
import dev.trn3.serving.Distribution;
import dev.trn3.serving.ServingRun;
import dev.trn3.view.Sheet;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The table of a service under a load. Low and high are the least and the most of the runs at both
 * ends of the error bars, of the prices that may hold, and of the powers that sources state.
 *
 * @param result what is told
 */
record ServingSheet(ServingResult result) {

  static Sheet latencies(ServingRun run) {
    Sheet sheet =
        Sheet.of(
            "Latencies of %,d requests".formatted(run.measured()),
            column("what"),
            column("mean", "ms"),
            column("p50", "ms"),
            column("p90", "ms"),
            column("p99", "ms"),
            column("maximum", "ms"));
    sheet = latencies(sheet, "time to first token", run.timeToFirstToken());
    sheet = latencies(sheet, "of that, queueing", run.queueing());
    sheet = latencies(sheet, "time per output token", run.timePerOutputToken());
    sheet = latencies(sheet, "inter-token latency", run.interTokenLatency());
    return latencies(sheet, "end to end", run.latency());
  }

  private static Sheet latencies(Sheet sheet, String what, Distribution times) {
    return sheet.row(
        what,
        1e3 * times.mean(),
        1e3 * times.percentile(50),
        1e3 * times.percentile(90),
        1e3 * times.percentile(99),
        1e3 * times.maximum());
  }

  Sheet sheet() {
    Sheet sheet = result.run().measured() == 0 ? nothing() : quantities();
    for (String note : new ServingNotes(result).list()) {
      sheet = sheet.note(note);
    }
    return sheet;
  }

  private String title() {
    return "Serving %s on %d %s chips"
        .formatted(
            result.serving().model, deployment().chips(), deployment().machine().chip().name());
  }

  /** Of no request there is nothing to tell. */
  private Sheet nothing() {
    return Sheet.of(title(), column("quantity"), column("value"), column("unit"))
        .row("requests that arrived", result.run().arrived(), "")
        .row("requests that were answered", result.run().answered(), "")
        .note(
            "No request was answered in the time that counts; simulate a longer time, a shorter"
                + " warm-up or more load.");
  }

  private Sheet quantities() {
    Serving serving = result.serving();
    ServingRun run = result.run();
    Sheet sheet =
        Sheet.of(
            title(),
            column("quantity"),
            column("value"),
            column("unit"),
            column("low"),
            column("high"));
    sheet = times(sheet, "time to first token", ServingRun::timeToFirstToken);
    sheet = times(sheet, "time per output token", ServingRun::timePerOutputToken);
    sheet = percentile(sheet, "inter-token latency p99", ServingRun::interTokenLatency, 99);
    sheet = times(sheet, "end to end", ServingRun::latency);
    if (serving.level.isPromised()) {
      sheet = row(sheet, "requests as promised", "%", it -> 100 * it.goodShare());
      sheet = row(sheet, "goodput", "requests/s", ServingRun::goodput);
    }
    if (result.largestLoad().isPresent()) {
      sheet = row(sheet, "largest load without end", "requests/s", result.largestLoad().get());
    }
    sheet = row(sheet, "output tokens per second", "1/s", ServingRun::outputTokensPerSecond);
    if (run.outputTokensPerSecond() > 0) {
      sheet = economics(sheet);
    }
    sheet = row(sheet, "prompt tokens per second", "1/s", ServingRun::promptTokensPerSecond);
    sheet = row(sheet, "sequences that decode together", "", ServingRun::meanBatch);
    sheet = row(sheet, "memory of keys and values in use", "%", it -> 100 * it.kvOccupancy());
    sheet = row(sheet, "replicas at work", "%", it -> 100 * it.utilisation());
    if (serving.prefixCaching) {
      sheet = row(sheet, "prompt tokens found in memory", "%", it -> 100 * it.prefixHitShare());
    }
    if (serving.autoscaling.isPresent()) {
      sheet = row(sheet, "chips, on average", "", ServingRun::meanChips);
    }
    if (run.meanTransfer() > 0) {
      String what = "moving keys and values, " + deployment().transfer().link();
      sheet = row(sheet, what, "ms", it -> 1e3 * it.meanTransfer());
    }
    return sheet;
  }

  /** What a chip, a megawatt and a dollar give. */
  private Sheet economics(Sheet sheet) {
    Range perChip = result.tokensPerSecondPerChipRange();
    Sheet more = row(sheet, "per chip", "1/s", perChip);
    Optional<ChipPowers> powers = ChipPowers.of(deployment().machine().chip());
    if (powers.isPresent()) {
      Range watts =
          new Range(powers.get().usual().si(), powers.get().least().si(), powers.get().most().si());
      more = row(more, "per megawatt of chips", "1/s", perChip.over(watts).times(1e6));
    }
    Range cost = result.costPerMillionTokens();
    more = row(more, "per dollar", "tokens", new Range(1e6, 1e6, 1e6).over(cost));
    return row(more, "cost of a million output tokens", "USD", cost);
  }

  private Deployment deployment() {
    return result.deployment();
  }

  private Sheet times(Sheet sheet, String what, Function<ServingRun, Distribution> times) {
    return percentile(percentile(sheet, what + " p50", times, 50), what + " p99", times, 99);
  }

  private Sheet percentile(
      Sheet sheet, String what, Function<ServingRun, Distribution> times, double percentage) {
    return row(sheet, what, "ms", it -> 1e3 * times.apply(it).percentile(percentage));
  }

  private Sheet row(Sheet sheet, String what, String unit, ToDoubleFunction<ServingRun> quantity) {
    return row(sheet, what, unit, Range.of(result, quantity));
  }

  private static Sheet row(Sheet sheet, String what, String unit, Range range) {
    return sheet.row(what, range.value(), unit, range.low(), range.high());
  }
}
