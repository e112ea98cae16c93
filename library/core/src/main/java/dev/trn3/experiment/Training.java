package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Variation;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A training job, described step by step. Each step gives a new value; nothing is computed before
 * {@link #estimate}.
 *
 * @param model what is trained
 * @param sequenceLength tokens in a sequence; default 4096, or the model's maximum if that is less
 * @param globalBatch sequences in a step; default 1024
 * @param precision elements of the products of linear layers; default BF16. Attention, output layer
 *     and optimizer stay in 16 and 32 bits
 * @param machine what it runs on; empty until said
 * @param plan how it is cut; empty to search for the fastest that fits
 * @param recompute activations that are computed again; default {@link Recompute#SELECTIVE}
 * @param imbalance load of the busiest expert over the average; default 1, as published
 *     measurements balance their routers
 * @param memoryChecked false to estimate even what does not fit
 */
public record Training(
    Transformer model,
    int sequenceLength,
    int globalBatch,
    DataType precision,
    Optional<Machine> machine,
    Optional<Plan> plan,
    Recompute recompute,
    double imbalance,
    boolean memoryChecked) {

  public Training {
    Objects.requireNonNull(model);
    if (sequenceLength <= 0 || globalBatch <= 0) {
      throw new IllegalArgumentException(
          "sequenceLength %d and globalBatch %d must be positive"
              .formatted(sequenceLength, globalBatch));
    }
    if (model.maximumSequence() > 0 && sequenceLength > model.maximumSequence()) {
      throw new IllegalArgumentException(
          "sequenceLength %d is beyond the %d tokens %s was made for; use %d or less"
              .formatted(
                  sequenceLength, model.maximumSequence(), model.name(), model.maximumSequence()));
    }
    if (!(imbalance >= 1)) {
      throw new IllegalArgumentException(
          "imbalance %s must be at least 1: the busiest expert has no less than the average"
              .formatted(imbalance));
    }
  }

  /** A job with defaults for everything but the model. */
  public static Training of(Transformer model) {
    int length = model.maximumSequence() > 0 ? Math.min(4096, model.maximumSequence()) : 4096;
    return new Training(
        model,
        length,
        1024,
        DataType.BF16,
        Optional.empty(),
        Optional.empty(),
        Recompute.SELECTIVE,
        1,
        true);
  }

  /** Tokens in a sequence. */
  public Training sequenceLength(int tokens) {
    return new Training(
        model, tokens, globalBatch, precision, machine, plan, recompute, imbalance, memoryChecked);
  }

  /** Sequences in a step. */
  public Training globalBatch(int sequences) {
    return new Training(
        model,
        sequenceLength,
        sequences,
        precision,
        machine,
        plan,
        recompute,
        imbalance,
        memoryChecked);
  }

  /** Elements of the products of linear layers. */
  public Training precision(DataType type) {
    return new Training(
        model,
        sequenceLength,
        globalBatch,
        type,
        machine,
        plan,
        recompute,
        imbalance,
        memoryChecked);
  }

  /** What it runs on. */
  public Training on(Machine where) {
    return new Training(
        model,
        sequenceLength,
        globalBatch,
        precision,
        Optional.of(where),
        plan,
        recompute,
        imbalance,
        memoryChecked);
  }

  /** How it is cut; what is not mentioned is not cut. */
  public Training parallel(Parallelism... cuts) {
    return parallel(Plan.of(cuts));
  }

  /** How it is cut. */
  public Training parallel(Plan cut) {
    return new Training(
        model,
        sequenceLength,
        globalBatch,
        precision,
        machine,
        Optional.of(cut),
        recompute,
        imbalance,
        memoryChecked);
  }

  /** The same job without a plan, to search for one. */
  public Training searched() {
    return new Training(
        model,
        sequenceLength,
        globalBatch,
        precision,
        machine,
        Optional.empty(),
        recompute,
        imbalance,
        memoryChecked);
  }

  /** Activations that are computed again. */
  public Training recompute(Recompute policy) {
    return new Training(
        model,
        sequenceLength,
        globalBatch,
        precision,
        machine,
        plan,
        policy,
        imbalance,
        memoryChecked);
  }

  /** Load of the busiest expert over the average. */
  public Training imbalance(double ratio) {
    return new Training(
        model,
        sequenceLength,
        globalBatch,
        precision,
        machine,
        plan,
        recompute,
        ratio,
        memoryChecked);
  }

  /** Estimates even what does not fit into memory; the result says by how much it is over. */
  public Training withoutMemoryLimit() {
    return new Training(
        model, sequenceLength, globalBatch, precision, machine, plan, recompute, imbalance, false);
  }

  /**
   * The closed form: microseconds for a given plan, and a search over plans if none was given.
   *
   * @throws IllegalStateException if no machine was said
   * @throws IllegalArgumentException if the chip lacks the data type, if a degree does not divide
   *     what it cuts, or if the job does not fit into memory; the message names what would work
   */
  public TrainingEstimate estimate() {
    Machine where =
        machine.orElseThrow(
            () ->
                new IllegalStateException(
                    "say what %s is trained on: .on(TRN3_ULTRASERVER_GEN2)".formatted(model)));
    var peak = where.chip().peak(precision);
    Job job = job();
    MachineModel modelled = MachineModel.of(where);
    Plan cut =
        plan.isPresent()
            ? plan.get().checked(job.cuttable(), modelled.devices())
            : PlanSearch.of(job, modelled).fastest();
    TrainingEstimate estimate = TrainingEstimate.of(this, where, peak, modelled, job, cut);
    if (memoryChecked && !estimate.memory().fits()) {
      throw new IllegalArgumentException(
          estimate.memory().overWords()
              + "; "
              + Remedies.of(job, modelled, cut)
              + ", or .withoutMemoryLimit() to estimate it all the same");
    }
    return estimate;
  }

  /**
   * One step played event by event, all chips alike: pipeline tasks, their waits, a timeline.
   *
   * @throws IllegalArgumentException as {@link #estimate}
   */
  public TrainingSimulation simulate() {
    return simulate(Variation.NONE);
  }

  /**
   * One step played event by event with chips and tasks that vary.
   *
   * @throws IllegalArgumentException as {@link #estimate}
   */
  public TrainingSimulation simulate(Variation variation) {
    TrainingEstimate estimate = estimate();
    return new TrainingSimulation(
        estimate,
        MachineModel.of(estimate.machine())
            .with(estimate.software())
            .run(job(), estimate.plan(), variation));
  }

  /**
   * The same job on several machines, each with its fastest plan.
   *
   * <p>A chip that lacks the data type uses the one of equal width it has, FP8 for MXFP8 or the
   * other way round. A machine on which the job cannot run is listed with the reason.
   */
  public TrainingComparison compare(Machine... machines) {
    List<TrainingComparison.Entry> entries = new ArrayList<>();
    for (Machine each : machines) {
      entries.add(TrainingComparison.Entry.of(searched().precision(width(each)).on(each), each));
    }
    return new TrainingComparison(this, entries);
  }

  private DataType width(Machine other) {
    if (other.chip().supports(precision)) {
      return precision;
    }
    DataType twin =
        precision == DataType.MXFP8
            ? DataType.FP8
            : precision == DataType.FP8 ? DataType.MXFP8 : precision;
    return other.chip().supports(twin) ? twin : precision;
  }

  /** What a step computes. */
  public Job job() {
    return new Job(
        model, sequenceLength, globalBatch, bits(precision), recompute, false, imbalance);
  }

  private static int bits(DataType type) {
    return type.bits() >= 16 ? 16 : type.bits() >= 8 ? 8 : 4;
  }
}
