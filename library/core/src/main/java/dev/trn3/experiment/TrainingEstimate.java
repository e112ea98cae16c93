package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Machine;
import dev.trn3.neuron.HandOver;
import dev.trn3.parallelism.Plan;
import dev.trn3.provenance.Certainty;
import dev.trn3.provenance.Facts;
import dev.trn3.provenance.Sourced;
import dev.trn3.simulation.DeviceMemory;
import dev.trn3.simulation.HostLink;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Part;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.StepCost;
import dev.trn3.units.FlopRate;
import dev.trn3.units.Seconds;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import dev.trn3.workload.Clip;
import dev.trn3.workload.FeedForward;

/**
 * One step of a training job, estimated in closed form.
 *
 * @param training the job
 * @param machine what it runs on
 * @param plan how it is cut
 * @param software whose shares of the peak rates were assumed
 * @param cost the step and what it is spent on
 * @param memory what each chip holds
 * @param peak documented peak of one chip for the precision of the job
 * @param errorBar how far the step time may be off
 */
public record TrainingEstimate(
    Training training,
    Machine machine,
    Plan plan,
    Software software,
    StepCost cost,
    MemoryTable memory,
    Sourced<FlopRate> peak,
    ErrorBar errorBar)
    implements Tabular, Plottable {

  static TrainingEstimate of(
      Training training,
      Machine machine,
      Sourced<FlopRate> peak,
      MachineModel modelled,
      Software software,
      Plan plan) {
    Job job = training.job();
    return new TrainingEstimate(
        training,
        machine,
        plan,
        software,
        modelled.with(software).cost(job, plan),
        new MemoryTable(
            machine.chip().name(),
            DeviceMemory.of(job, plan, software, modelled.device().capacity())),
        peak,
        ErrorBar.of(modelled.generation(), job.model()));
  }

  /** Duration of one step. */
  public Seconds stepTime() {
    return new Seconds(cost.seconds());
  }

  /** Tokens trained on each second, all chips together. */
  public double tokensPerSecond() {
    return training.job().tokens() / cost.seconds();
  }

  /**
   * Model FLOPs utilisation: the work the model needs, causal attention counted once, over the
   * dense peak of the precision of the job.
   */
  public double mfu() {
    return training.job().modelFlops() / cost.seconds() / (peak.si() * machine.chips());
  }

  /** Hardware FLOPs utilisation: recomputed work counted as well. */
  public double hfu() {
    return cost.hardwareFlops() / cost.seconds() / (peak.si() * machine.chips());
  }

  /** What to buy, set and start to carry the plan out on the real machine. */
  public HandOver neuron() {
    return HandOver.of(training.model().name(), machine, plan)
        .precision(training.precision())
        .recompute(training.recompute())
        .sequenceLength(training.sequenceLength())
        .globalBatch(training.globalBatch());
  }

  /** Where the time of a step goes. */
  public Breakdown breakdown() {
    return new Breakdown(cost);
  }

  /** The whole run over so many tokens, with failures, checkpoints and cost. */
  public Pretraining pretrain(double tokens) {
    return Pretraining.of(this, tokens);
  }

  /** What 10 % more of each resource would give, with the plan as it is. */
  public Sensitivity sensitivity() {
    return Sensitivity.of(this);
  }

  /** What limits the step, in one sentence. */
  public String bottleneck() {
    return breakdown().sentence();
  }

  /**
   * How sure the step time is: estimated at best, as shares of peak rates are fitted, and less sure
   * where the chip's own facts are.
   */
  public Certainty certainty() {
    return Certainty.ESTIMATED.and(peak.certainty());
  }

  /** Every fact of the machine that the estimate rests on. */
  public Facts facts() {
    return Facts.of(
        "Facts under the estimate",
        java.util.stream.Stream.concat(
                machine.chip().facts().list().stream(), machine.facts().list().stream())
            .toList());
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
                "Training %s on %s".formatted(training.model(), machine.name()),
                column("quantity"),
                column("value"),
                column("unit"),
                column("low"),
                column("high"))
            .row(
                "step time",
                cost.seconds(),
                "s",
                errorBar.low(cost.seconds()),
                errorBar.high(cost.seconds()))
            .row(
                "tokens per second",
                tokensPerSecond(),
                "tokens/s",
                errorBar.low(tokensPerSecond()),
                errorBar.high(tokensPerSecond()))
            .row(
                "tokens per second and chip",
                tokensPerSecond() / machine.chips(),
                "tokens/s",
                errorBar.low(tokensPerSecond() / machine.chips()),
                errorBar.high(tokensPerSecond() / machine.chips()))
            .row(
                "model FLOPs utilisation",
                100 * mfu(),
                "%",
                100 * errorBar.low(mfu()),
                100 * errorBar.high(mfu()));
    if (hfu() > mfu()) {
      sheet =
          sheet.row(
              "hardware FLOPs utilisation",
              100 * hfu(),
              "%",
              100 * errorBar.low(hfu()),
              100 * errorBar.high(hfu()));
    }
    if (training.clip().isPresent()) {
      double clips = training.globalBatch() / cost.seconds();
      sheet =
          sheet.row("clips per second", clips, "1/s", errorBar.low(clips), errorBar.high(clips));
    }
    sheet =
        sheet
            .row("memory per chip", memory.total().si() / 0x1p30, "GiB", null, null)
            .row("memory of a chip", memory.memory().capacity() / 0x1p30, "GiB", null, null)
            .row("chips", (long) machine.chips(), "", null, null)
            .row("micro-batches", (long) plan.microBatches(training.globalBatch()), "", null, null);
    sheet = sheet.note("Plan: %s, recompute %s.".formatted(plan, words(training)));
    if (!memory.fits()) {
      sheet = sheet.note("It " + memory.overWords() + ".");
    }
    return details(sheet)
        .note(bottleneck())
        .note("Certainty: " + certainty() + ", " + errorBar + ".")
        .note(
            "Shares of peak rates as %s reaches them; not modelled: data loading, checkpoints, stragglers."
                .formatted(software.name()));
  }

  private Sheet details(Sheet sheet) {
    Sheet all = sheet;
    if (training.clip().isPresent()) {
      Clip clip = training.clip().get();
      all =
          all.note(
              "Clips of %d frames, %d x %d: %d tokens each. Latents and text embeddings come from storage; neither the VAE nor the text encoder is part of the step."
                  .formatted(clip.frames(), clip.width(), clip.height(), clip.tokens()));
    }
    if (training.model().isMixture()) {
      all = all.note(experts());
    }
    return training.offloaded()
        ? all.note(
            "The host keeps %s for each chip and updates the weights; assumed: %s between chip and host, %s of host memory for a chip."
                .formatted(
                    Text.gibibytes(memory.memory().host()),
                    HostLink.BANDWIDTH.value(),
                    HostLink.HOST_MEMORY.value()))
        : all;
  }

  private String experts() {
    FeedForward.MixtureOfExperts mixture =
        (FeedForward.MixtureOfExperts) training.model().feedForward();
    double copies =
        (double) plan.microBatch()
            * training.sequenceLength()
            / plan.context()
            / plan.tensor()
            * mixture.chosen();
    double busiest = training.expertLoads().busiest(mixture.experts(), plan.expert(), copies);
    if (busiest == 1) {
      return "Expert loads: %s.".formatted(training.expertLoads());
    }
    double dropped = training.expertLoads().dropped(mixture.experts());
    return "Expert loads: %s; the busiest chip of %d that share experts has %s times the average%s."
        .formatted(
            training.expertLoads(),
            plan.expert(),
            Text.digits(busiest),
            dropped > 0
                ? ", and %s of the tokens are dropped".formatted(Text.percent(dropped))
                : "");
  }

  private static String words(Training training) {
    String policy = training.recompute().name().toLowerCase(java.util.Locale.ROOT);
    return training.recomputedLayers() > 0
        ? "%s in %d of %d layers"
            .formatted(policy, training.recomputedLayers(), training.model().layers())
        : policy;
  }

  @Override
  public Figure figure() {
    return breakdown().figure();
  }

  @Override
  public String toString() {
    return "%s on %s: %s per step, %s tokens/s, MFU %s (80 %% intervals); %s"
        .formatted(
            training.model(),
            machine.name(),
            Range.of(cost.seconds(), errorBar).words(Seconds::new),
            Range.of(tokensPerSecond(), errorBar).words(Text::digits),
            Range.of(mfu(), errorBar).words(Text::percent),
            bottleneck());
  }

  /** The named part of a step. */
  public Seconds time(Part part) {
    return new Seconds(cost.part(part));
  }
}
