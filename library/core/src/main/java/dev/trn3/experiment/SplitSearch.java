package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Traffic;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The same replicas as one kind, and divided between reading prompts and producing tokens.
 *
 * @param serving what is served
 * @param entries first all replicas as one kind, then from 1 prefill replica upwards
 */
public record SplitSearch(Serving serving, List<Entry> entries) implements Tabular {

  private static final double REQUESTS = 3000;

  /**
   * One division.
   *
   * @param prefill replicas that read prompts; 0 if all do both
   * @param decode replicas that produce tokens
   * @param played what happened
   */
  public record Entry(int prefill, int decode, EndRuns played) {

    /** What happened as the model says. */
    public ServingRun run() {
      return played.run();
    }
  }

  /** Copies the list. */
  public SplitSearch {
    entries = List.copyOf(entries);
  }

  static SplitSearch of(Serving serving) {
    Deployment deployment = Deployment.of(serving);
    int replicas = deployment.replicas();
    if (replicas < 2) {
      throw new IllegalArgumentException("one replica cannot be divided; use .replicas(2) or more");
    }
    Traffic traffic = deployment.fitting(serving, serving.said.requests());
    double offered = traffic.perSecond();
    double seconds = offered > 0 ? Math.max(60, REQUESTS / offered) : 600;
    List<Entry> entries = new ArrayList<>();
    try (Steps steps = Steps.of(serving, "divisions", replicas)) {
      for (int prefill = 0; prefill < replicas; prefill++) {
        int decode = replicas - prefill;
        Serving divided =
            prefill == 0 ? serving.replicas(replicas) : serving.disaggregated(prefill, decode);
        EndRuns played =
            EndRuns.of(
                end -> deployment.engine(divided, end).warmUp(0.2 * seconds).run(traffic, seconds));
        if (!played.run().stopped()) {
          entries.add(new Entry(prefill, decode, played));
        }
        if (played.stopped()) {
          return interrupted(serving, entries);
        }
        steps.done();
      }
    }
    return new SplitSearch(serving, entries);
  }

  private static SplitSearch interrupted(Serving serving, List<Entry> entries) {
    if (serving.said.quiet || entries.isEmpty()) {
      throw Interrupted.of(
          serving, "interrupted while divisions were played; none of them was done");
    }
    SplitSearch some = new SplitSearch(serving, entries);
    // An interrupted cell ends before it can show its value.
    Display.display(some);
    return some;
  }

  /** The division with most requests as promised, or without a promise the shortest latency. */
  public Entry best() {
    Comparator<Entry> order =
        Comparator.comparingDouble((Entry each) -> -each.run().goodput())
            .thenComparingDouble(each -> each.run().latency().percentile(99));
    Comparator<Entry> plain =
        Comparator.comparingDouble(each -> each.run().latency().percentile(99));
    return entries.stream().min(serving.said.level.isPromised() ? order : plain).orElseThrow();
  }

  @Override
  public Sheet sheet() {
    EndTable table =
        new EndTable("Prefill and decode apart: " + serving)
            .plain("prefill replicas")
            .plain("decode replicas")
            .figure("first token p99", "ms")
            .figure("per token p99", "ms")
            .figure("between tokens p99", "ms")
            .figure("end to end p99", "ms")
            .figure("as promised", "%")
            .figure("goodput", "requests/s");
    boolean promised = serving.said.level.isPromised();
    Range none = Range.only(Double.NaN);
    for (Entry each : entries) {
      EndRuns played = each.played();
      table.row(
          each.prefill() == 0 ? null : (long) each.prefill(),
          (long) each.decode(),
          played.range(run -> 1e3 * run.timeToFirstToken().percentile(99)),
          played.range(run -> 1e3 * run.timePerOutputToken().percentile(99)),
          played.range(run -> 1e3 * run.interTokenLatency().percentile(99)),
          played.range(run -> 1e3 * run.latency().percentile(99)),
          promised ? played.range(run -> 100 * run.goodShare()) : none,
          promised ? played.range(ServingRun::goodput) : none);
    }
    Sheet sheet = table.sheet();
    Entry best = best();
    // The first entry has all replicas as one kind; each count of prefill replicas follows.
    int all = entries.get(0).decode();
    boolean ends = entries.stream().noneMatch(each -> each.played().stopped());
    if (entries.size() < all || !ends) {
      sheet =
          sheet.note(
              "Interrupted: %d of %d divisions were played%s."
                  .formatted(entries.size(), all, ends ? "" : EndRuns.LAST_WITHOUT_ENDS));
    }
    List<String> behind =
        entries.stream()
            .filter(each -> !each.played().stopped() && each.played().slow().queueGrows())
            .map(SplitSearch::words)
            .toList();
    if (!behind.isEmpty()) {
      sheet =
          sheet.note(
              "At the slow end of the error bars the queue was still growing when the requests ended with: %s. If the load stays, latencies grow there with the time that is played."
                  .formatted(String.join("; ", behind)));
    }
    return sheet
        .note(Deployment.certainty(serving))
        // A pool that produces tokens may fall behind without a queue that is seen to grow.
        .note(ServingErrorBar.ENDS)
        .note("The first row is replicas that do both.")
        .note("Best: %s.".formatted(words(best)));
  }

  private static String words(Entry each) {
    return each.prefill() == 0
        ? "replicas that do both"
        : "%d prefill and %d decode replicas".formatted(each.prefill(), each.decode());
  }

  @Override
  public String toString() {
    Entry best = best();
    return "%s: best %s, end to end p99 %s ms%s"
        .formatted(
            serving,
            best.prefill() == 0
                ? "with replicas that do both"
                : "%d prefill and %d decode replicas".formatted(best.prefill(), best.decode()),
            best.played().range(run -> 1e3 * run.latency().percentile(99)).words(Text::digits),
            best.played().stopped() ? "" : " (" + ServingErrorBar.OF_ITERATIONS + ")");
  }
}
