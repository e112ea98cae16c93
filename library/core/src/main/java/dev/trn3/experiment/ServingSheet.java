package dev.trn3.experiment;

import dev.trn3.hardware.ChipPowers;
import dev.trn3.serving.Distribution;
import dev.trn3.serving.ServingRun;
import dev.trn3.view.Sheet;
import java.util.Optional;
import java.util.function.Function;

/**
 * The table of a service under a load. Low and high are the least and the most of the runs at both
 * ends of the error bars, of the prices that may hold, and of the powers that sources state.
 *
 * @param result what is told
 */
record ServingSheet(ServingResult result) {

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
            result.serving().said.model,
            deployment().chips(),
            deployment().machine().chip().name());
  }

  /** Of no request there is nothing to tell. */
  private Sheet nothing() {
    return Quantities.counts(title())
        .row("requests that arrived", result.run().arrived(), "")
        .row("requests that were answered", result.run().answered(), "")
        .note(
            "No request was answered in the time that counts; simulate a longer time, a shorter"
                + " warm-up or more load.");
  }

  private Sheet quantities() {
    Serving serving = result.serving();
    ServingRun run = result.run();
    Quantities all = new Quantities(title(), result);
    times(all, "time to first token", ServingRun::timeToFirstToken);
    times(all, "time per output token", ServingRun::timePerOutputToken);
    percentile(all, "inter-token latency p99", ServingRun::interTokenLatency, 99);
    times(all, "end to end", ServingRun::latency);
    if (serving.said.level.isPromised()) {
      all.add("requests as promised", "%", it -> 100 * it.goodShare());
      all.add("goodput", "requests/s", ServingRun::goodput);
    }
    if (result.largestLoad().isPresent()) {
      all.add("largest load without end", "requests/s", result.largestLoad().get());
    }
    all.add("output tokens per second", "1/s", ServingRun::outputTokensPerSecond);
    if (run.outputTokensPerSecond() > 0) {
      addEconomics(all);
    }
    all.add("prompt tokens per second", "1/s", ServingRun::promptTokensPerSecond);
    all.add("sequences that decode together", "", ServingRun::meanBatch);
    all.add("memory of keys and values in use", "%", it -> 100 * it.kvOccupancy());
    all.add("replicas at work", "%", it -> 100 * it.utilisation());
    if (serving.said.prefixCaching) {
      all.add("prompt tokens found in memory", "%", it -> 100 * it.prefixHitShare());
    }
    if (serving.said.autoscaling.isPresent()) {
      all.add("chips, on average", "", ServingRun::meanChips);
    }
    if (run.meanTransfer() > 0) {
      String what = "moving keys and values, " + deployment().transfer().link();
      all.add(what, "ms", it -> 1e3 * it.meanTransfer());
    }
    return all.sheet();
  }

  /** What a chip, a megawatt and a dollar give. */
  private void addEconomics(Quantities all) {
    Range perChip = result.tokensPerSecondPerChipRange();
    all.add("per chip", "1/s", perChip);
    Optional<ChipPowers> powers = ChipPowers.of(deployment().machine().chip());
    if (powers.isPresent()) {
      Range watts =
          new Range(powers.get().usual().si(), powers.get().least().si(), powers.get().most().si());
      all.add("per megawatt of chips", "1/s", perChip.over(watts).times(1e6));
    }
    Range cost = result.costPerMillionTokens();
    all.add("per dollar", "tokens", new Range(1e6, 1e6, 1e6).over(cost));
    all.add("cost of a million output tokens", "USD", cost);
  }

  private Deployment deployment() {
    return result.deployment();
  }

  private static void times(Quantities all, String what, Function<ServingRun, Distribution> times) {
    percentile(all, what + " p50", times, 50);
    percentile(all, what + " p99", times, 99);
  }

  private static void percentile(
      Quantities all, String what, Function<ServingRun, Distribution> times, double percentage) {
    all.add(what, "ms", it -> 1e3 * times.apply(it).percentile(percentage));
  }
}
