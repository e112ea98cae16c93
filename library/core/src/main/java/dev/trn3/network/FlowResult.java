package dev.trn3.network;

import static dev.trn3.view.Sheet.column;

import dev.trn3.units.Seconds;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;
import java.util.Locale;

/**
 * When simulated collectives ended.
 *
 * @param machine on which
 * @param jobs in the order they were started
 * @param flows transfers that were simulated
 * @param folded whether one chip stood for all
 */
public record FlowResult(String machine, List<Job> jobs, long flows, boolean folded)
    implements Tabular {

  /**
   * One collective.
   *
   * @param what was done
   * @param time from its start to its end
   * @param alone the closed form of the same algorithm among the same chips, which knows no other
   *     collective and no slow chip; it assumes that other chips of an oversubscribed spine, and
   *     those between the members on the rings of a torus, do the same
   */
  public record Job(String what, Seconds time, Seconds alone) {}

  /** Copies the jobs. */
  public FlowResult {
    jobs = List.copyOf(jobs);
  }

  static FlowResult of(Fabric fabric, List<FlowJob> jobs, long flows, boolean folded) {
    return new FlowResult(
        fabric.machine().name(),
        jobs.stream().map(job -> job(fabric, job)).toList(),
        flows,
        folded);
  }

  private static Job job(Fabric fabric, FlowJob job) {
    Placed placed = job.placed;
    return new Job(
        "%s of %s among %d"
            .formatted(placed.collective().name(), placed.collective().size(), placed.ranks()),
        new Seconds(job.ended - job.begins + fabric.start().si()),
        new Seconds(placed.collective().seconds(job.group)));
  }

  /** The time of the collective that was started first. */
  public Seconds time() {
    return jobs.get(0).time();
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Simulated collectives on " + machine,
            column("collective"),
            column("time", "µs"),
            column("closed form, alone", "µs"),
            column("times as long"));
    for (Job job : jobs) {
      sheet =
          sheet.row(
              job.what(),
              job.time().si() * 1e6,
              job.alone().si() * 1e6,
              job.time().dividedBy(job.alone()));
    }
    return sheet.note(
        folded
            ? String.format(
                Locale.ROOT, "%,d transfers; all chips are alike: one stands for all.", flows)
            : String.format(
                Locale.ROOT,
                "%,d transfers that share links in proportion to their bytes.",
                flows));
  }

  @Override
  public String toString() {
    return "%s: %s".formatted(jobs.get(0).what(), time());
  }
}
