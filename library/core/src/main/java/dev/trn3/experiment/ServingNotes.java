package dev.trn3.experiment;

import dev.trn3.serving.Distribution;
import dev.trn3.serving.MixedStream;
import dev.trn3.serving.ServingRun;
import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is said below the table of a service.
 *
 * @param result what it is about
 */
record ServingNotes(ServingResult result) {

  List<String> list() {
    Serving serving = result.serving();
    Deployment deployment = result.deployment();
    ServingRun run = result.run();
    List<String> notes = new ArrayList<>();
    notes.add(
        "%s of %s (%d %s each) with %s; %,d requests arrived, %,d were answered."
            .formatted(
                replicas(),
                Deployment.words(deployment.plan()),
                deployment.chipsPerReplica(),
                deployment.chipsPerReplica() == 1 ? "chip" : "chips",
                deployment.target().stack().name(),
                run.arrived(),
                run.answered()));
    notes.addAll(new ServingAssumptions(serving.said).list());
    int unused = deployment.machine().chips() - deployment.chips();
    if (unused < 0) {
      int machines = -Math.floorDiv(-deployment.chips(), deployment.machine().chips());
      notes.add(
          "These %d chips are on %d machines of %d (%s)."
              .formatted(
                  deployment.chips(),
                  machines,
                  deployment.machine().chips(),
                  deployment.machine().name()));
    }
    if (unused > 0) {
      notes.add(
          "%d %s of %s %s not used."
              .formatted(
                  unused,
                  unused == 1 ? "chip" : "chips",
                  deployment.machine().name(),
                  unused == 1 ? "is" : "are"));
    }
    if (run.stopped()) {
      notes.add(
          "Stopped after %s of simulated time with %,d requests unanswered; without error bars."
              .formatted(new Seconds(run.ended()), run.inFlight()));
    }
    if (!run.stopped() && !result.complete()) {
      notes.add("Interrupted while the ends of the error bars were played; without error bars.");
    }
    boolean sought = serving.said.isOpenLoop() && !serving.said.quiet;
    if (result.complete() && sought && result.largestLoad().isEmpty()) {
      notes.add("Interrupted while the largest load was looked for; it is missing.");
    }
    if (run.preemptions() > 0) {
      notes.add(
          "%,d times a sequence lost its memory to others and was read again."
              .formatted(run.preemptions()));
    }
    if (run.failures() > 0) {
      notes.add("Chips failed %,d times.".formatted(run.failures()));
    }
    if (run.measured() == 0) {
      return notes;
    }
    if (run.stream() instanceof MixedStream mixed && mixed.timeToFirstToken().size() > 1) {
      mixed.timeToFirstToken().forEach((rank, times) -> notes.add(priority(rank, times)));
    }
    result.largestLoad().ifPresent(most -> notes.add(load(most)));
    notes.add(result.prices().note());
    notes.add(result.bottleneck());
    if (result.complete()) {
      notes.add("Certainty: " + ServingResult.certainty(deployment) + ".");
    }
    return notes;
  }

  /** What the load does to both ends. */
  private String load(Range most) {
    double offered = result.serving().said.requests().perSecond();
    return offered < most.low()
        ? "At a given load the throughput is what is asked for, so that it hardly varies; what the"
            + " chips could answer at most is the largest load."
        : "%s requests per second come, and the slow end of the error bars can answer %s: there the queue, and with it latencies and promises missed, grow with the time that is played."
            .formatted(Text.digits(offered), Text.digits(most.low()));
  }

  private static String priority(int rank, Distribution times) {
    return String.format(
        Locale.ROOT,
        "Priority %d: first token after %.0f ms (p50), %.0f ms (p99) in the engine; %,d requests.",
        rank,
        1e3 * times.percentile(50),
        1e3 * times.percentile(99),
        times.count());
  }

  private String replicas() {
    int count = result.deployment().replicas();
    return result
        .serving()
        .said
        .split
        .map(
            split ->
                "%d replicas read prompts, %d produce tokens"
                    .formatted(split.prefill(), split.decode()))
        .orElse("%d %s".formatted(count, count == 1 ? "replica" : "replicas"));
  }
}
