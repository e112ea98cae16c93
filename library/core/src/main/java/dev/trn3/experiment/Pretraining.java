package dev.trn3.experiment;

import static dev.trn3.provenance.Facts.fact;
import static dev.trn3.view.Sheet.column;

import dev.trn3.procurement.BlockCost;
import dev.trn3.procurement.CapacityBlock;
import dev.trn3.simulation.Reliability;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Bytes;
import dev.trn3.units.Joules;
import dev.trn3.units.Seconds;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import dev.trn3.workload.Transformer;
import java.util.Optional;

/**
 * A whole run: so many tokens at the estimated step time, with failures, restarts and checkpoints.
 *
 * @param estimate one step
 * @param tokens tokens to train on
 * @param chipLife mean time between failures that stop the job, for one chip. Default 50,700 hours:
 *     419 unexpected interruptions of 16,384 H100 in 54 days (arXiv 2407.21783, section 3.3.4);
 *     nobody states it for Trainium
 * @param checkpointRate what one chip writes to storage while the job waits. Default 1 GB/s, an
 *     assumption
 * @param restart from a failure until the job computes again. Default 10 minutes, an assumption
 * @param repair from a failure until the server can be used again. Default 24 hours, an assumption
 */
public record Pretraining(
    TrainingEstimate estimate,
    double tokens,
    Seconds chipLife,
    Bandwidth checkpointRate,
    Seconds restart,
    Seconds repair)
    implements Tabular {

  /** Weights in 16 bits, master weights and two moments in 32. */
  private static final double CHECKPOINT_BYTES = 14;

  private static final double DEVIATIONS = 1.2816;

  private static final Seconds CHIP_LIFE = fact("failures/chip-life").seconds().value();

  public Pretraining {
    if (!(tokens > 0)) {
      throw new IllegalArgumentException("a run needs tokens to train on, not " + tokens);
    }
  }

  static Pretraining of(TrainingEstimate estimate, double tokens) {
    return new Pretraining(
        estimate,
        tokens,
        CHIP_LIFE,
        fact("failures/checkpoint-rate").bandwidth().value(),
        fact("failures/restart").seconds().value(),
        fact("failures/repair").seconds().value());
  }

  /** The run with another mean time between failures of a chip. */
  public Pretraining chipLife(Seconds mean) {
    return new Pretraining(estimate, tokens, mean, checkpointRate, restart, repair);
  }

  /** The run with another rate at which each chip writes checkpoints. */
  public Pretraining checkpointRate(Bandwidth perChip) {
    return new Pretraining(estimate, tokens, chipLife, perChip, restart, repair);
  }

  /** The run with another time to restart. */
  public Pretraining restart(Seconds time) {
    return new Pretraining(estimate, tokens, chipLife, checkpointRate, time, repair);
  }

  /** The run with another time to repair a server. */
  public Pretraining repair(Seconds time) {
    return new Pretraining(estimate, tokens, chipLife, checkpointRate, restart, time);
  }

  /** The run with failures as often as by default, which is how it starts out. */
  public Pretraining withFailures() {
    return chipLife(CHIP_LIFE);
  }

  /** When the run ends: a thousand times played, with failures drawn at random. */
  public Finish finish() {
    return finish(1);
  }

  /** The same with other random numbers. */
  public Finish finish(long seed) {
    return Finish.of(this, seed);
  }

  /** Spare servers that suffice at 99 of 100 moments, so that no restart waits for a repair. */
  public int spares() {
    double mean = repair.si() / reliability().meanTimeBetweenFailures();
    // Servers in repair are Poisson distributed; sums of many terms are close to normal.
    if (mean > 200) {
      return (int) Math.ceil(mean + 2.326 * Math.sqrt(mean));
    }
    double term = StrictMath.exp(-mean);
    double sum = term;
    int servers = 0;
    while (sum < 0.99) {
      servers++;
      term *= mean / servers;
      sum += term;
    }
    return servers;
  }

  /** Steps of the run. */
  public long steps() {
    return (long) Math.ceil(tokens / estimate.training().job().tokens());
  }

  /** Time without any failure or checkpoint. */
  public Seconds work() {
    return new Seconds(steps() * estimate.cost().seconds());
  }

  /** What one checkpoint holds. */
  public Bytes checkpointSize() {
    return new Bytes(checkpointBytes(estimate.training().model()));
  }

  static double checkpointBytes(Transformer model) {
    return CHECKPOINT_BYTES * model.parameters();
  }

  /** Failures and checkpoints of the whole job. */
  public Reliability reliability() {
    int chips = estimate.machine().chips();
    return new Reliability(
        chipLife.si() / chips, checkpointSize().si() / (checkpointRate.si() * chips), restart.si());
  }

  /** Expected time with failures, at the best interval between checkpoints. */
  public Seconds time() {
    Reliability reliability = reliability();
    return new Seconds(reliability.expected(work().si(), reliability.bestInterval()));
  }

  /** The share of that time that is work. */
  public double goodput() {
    return work().si() / time().si();
  }

  /** The same with the least and the most that the luck of failures makes of it, eight of ten. */
  public Range goodputRange() {
    double most = time().si() - luck();
    return new Range(
        goodput(),
        work().si() / (time().si() + luck()),
        most > work().si() ? work().si() / most : 1);
  }

  /** Failures to expect. */
  public double failures() {
    return time().si() / reliability().meanTimeBetweenFailures();
  }

  /** Energy of the chips at their full power; empty where nobody states it. */
  public Optional<Joules> chipEnergy() {
    return estimate.machine().chipPower().map(power -> new Joules(power.si() * time().si()));
  }

  /** What the machine costs for that time, as Capacity Blocks. */
  public BlockCost cost() {
    return CapacityBlock.of(estimate.machine()).runtime(time());
  }

  /**
   * The earlier end of the range of durations, eight of ten: what the model may be off by and the
   * luck of failures have nothing to do with each other, so their squares are added.
   */
  public Seconds earliest() {
    double time = time().si();
    double off = time - estimate.errorBar().low(time);
    return new Seconds(Math.max(0, time - Math.hypot(off, luck())));
  }

  /** The later end of the range of durations, as {@link #earliest}. */
  public Seconds latest() {
    double time = time().si();
    return new Seconds(time + Math.hypot(estimate.errorBar().high(time) - time, luck()));
  }

  /** How far the number of failures moves the end: its deviation times what each one costs. */
  private double luck() {
    double each = restart.si() + reliability().bestInterval() / 2;
    return DEVIATIONS * Math.sqrt(failures()) * each;
  }

  @Override
  public Sheet sheet() {
    Reliability reliability = reliability();
    Range share = goodputRange();
    Sheet sheet =
        Sheet.of(
                "Training %s on %s tokens, on %s"
                    .formatted(
                        estimate.training().model(), Text.count(tokens), estimate.machine().name()),
                column("quantity"),
                column("value"),
                column("unit"),
                column("low"),
                column("high"))
            .row("duration", time().days(), "days", earliest().days(), latest().days())
            .row("steps", steps(), "", null, null)
            .row("goodput", 100 * goodput(), "%", 100 * share.low(), 100 * share.high())
            .row(
                "failures expected",
                failures(),
                "",
                Math.max(0, failures() - DEVIATIONS * Math.sqrt(failures())),
                failures() + DEVIATIONS * Math.sqrt(failures()))
            .row(
                "time between failures",
                reliability.meanTimeBetweenFailures() / 3600,
                "h",
                null,
                null)
            .row("checkpoint", checkpointSize().si() / 1e12, "TB", null, null)
            .row("checkpoint every", reliability.bestInterval() / 60, "min", null, null)
            .row("job waits for a checkpoint", reliability.checkpoint(), "s", null, null)
            .row("spare servers", (long) spares(), "", null, null);
    if (chipEnergy().isPresent()) {
      double perSecond = chipEnergy().get().si() / 3.6e12 / time().si();
      sheet =
          sheet.row(
              "energy of the chips",
              perSecond * time().si(),
              "GWh",
              perSecond * earliest().si(),
              perSecond * latest().si());
    }
    return sheet
        .note(
            "Range: %s, and independent of it the luck of failures, the squares of both added; of goodput and failures their luck alone."
                .formatted(estimate.errorBar()))
        .note(
            "Assumed: a chip stops the job every %s h, writes checkpoints at %s, restart takes %s, repair of a server %s h, spares are there at 99 of 100 moments. Energy at the full power of the chips, without hosts and cooling."
                .formatted(
                    Text.digits(chipLife.hours()),
                    checkpointRate,
                    restart,
                    Text.digits(repair.hours())));
  }

  @Override
  public String toString() {
    return "%s tokens in %s days, goodput %s (80 %% intervals, of goodput by the luck of failures alone)"
        .formatted(
            Text.count(tokens),
            new Range(time().days(), earliest().days(), latest().days()).words(Text::digits),
            goodputRange().words(each -> Text.digits(100 * each) + " %"));
  }
}
