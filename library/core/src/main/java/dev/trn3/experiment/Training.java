package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.Variation;
import dev.trn3.workload.Clip;
import dev.trn3.workload.DiffusionTransformer;
import dev.trn3.workload.ExpertLoads;
import dev.trn3.workload.Transformer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A training job, described step by step: what was said, and nothing else. Each step gives a new
 * value; what it comes to is computed by {@link #estimate}, {@link #simulate} and {@link #compare}.
 *
 * @param model what is trained
 * @param clip the clip that a video model is trained on; empty for other models
 * @param sequenceLength tokens in a sequence; default 4096, or the model's maximum if that is less
 * @param globalBatch sequences, or clips, in a step; default 1024
 * @param precision elements of the products of linear layers; default BF16. Attention, output layer
 *     and optimizer stay in 16 and 32 bits
 * @param machine what it runs on; empty until said
 * @param plan how it is cut; empty to search for the fastest that fits
 * @param recompute activations that are computed again; default {@link Recompute#SELECTIVE}
 * @param recomputedLayers layers that full recomputation applies to; all unless said
 * @param expertLoads how evenly experts are loaded; default balanced, as published measurements
 *     force their routers to be
 * @param offloaded optimizer states live in the memory of the host; default false
 * @param software the stack whose shares of peak rates are assumed; empty for the newest calibrated
 * @param memoryChecked false to estimate even what does not fit
 */
public record Training(
    Transformer model,
    Optional<Clip> clip,
    int sequenceLength,
    int globalBatch,
    DataType precision,
    Optional<Machine> machine,
    Optional<Plan> plan,
    Recompute recompute,
    int recomputedLayers,
    ExpertLoads expertLoads,
    boolean offloaded,
    Optional<String> software,
    boolean memoryChecked) {

  private static final List<DataType> TRAINABLE =
      List.of(DataType.BF16, DataType.FP16, DataType.FP8, DataType.MXFP8, DataType.MXFP4);

  public Training {
    Objects.requireNonNull(model, "training needs a model");
    positive("sequenceLength", sequenceLength);
    positive("globalBatch", globalBatch);
    if (model.maximumSequence() > 0 && sequenceLength > model.maximumSequence()) {
      throw new IllegalArgumentException(
          "sequenceLength %d is beyond the %d tokens %s was made for; use %d or less"
              .formatted(
                  sequenceLength, model.maximumSequence(), model.name(), model.maximumSequence()));
    }
  }

  private static void positive(String name, int number) {
    if (number <= 0) {
      throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(name, number));
    }
  }

  private Training with(Consumer<TrainingDraft> change) {
    TrainingDraft draft = new TrainingDraft(this);
    change.accept(draft);
    return draft.training();
  }

  /** A job with defaults for everything but the model. */
  public static Training of(Transformer model) {
    Objects.requireNonNull(model, "say which model is trained, such as LLAMA_3_1_8B");
    return new TrainingDraft(model).training();
  }

  /**
   * A video model trained on clips of 81 frames of 1280 x 720, whose latents and text embeddings
   * were computed beforehand.
   */
  public static Training of(DiffusionTransformer model) {
    return new TrainingDraft(new Clip(model, 1280, 720, 81)).training();
  }

  /** The same job for another model. */
  public Training model(Transformer other) {
    return with(
        draft -> {
          draft.model = other;
          draft.clip = Optional.empty();
        });
  }

  /**
   * Tokens in a sequence.
   *
   * @throws IllegalArgumentException if the model was not made for so many, or makes video
   */
  public Training sequenceLength(int tokens) {
    if (clip.isPresent()) {
      throw new IllegalArgumentException(
          "the sequence of %s follows from its clip: use resolution(1280, 720).frames(81)"
              .formatted(model));
    }
    return with(draft -> draft.sequenceLength = tokens);
  }

  /**
   * Pixels of a frame of the clips a video model is trained on.
   *
   * @throws IllegalArgumentException if the model makes no video or the frame has no whole token
   */
  public Training resolution(int width, int height) {
    Clip now = clip("resolution(...)");
    return with(draft -> draft.filmed(new Clip(now.model(), width, height, now.frames())));
  }

  /**
   * Frames of the clips a video model is trained on.
   *
   * @throws IllegalArgumentException if the model makes no video
   */
  public Training frames(int count) {
    Clip now = clip("frames(...)");
    return with(draft -> draft.filmed(new Clip(now.model(), now.width(), now.height(), count)));
  }

  private Clip clip(String step) {
    return clip.orElseThrow(
        () ->
            new IllegalArgumentException(
                "%s is for video models, and %s is none; use sequenceLength(...)"
                    .formatted(step, model)));
  }

  /** Sequences, or clips, in a step. */
  public Training globalBatch(int sequences) {
    return with(draft -> draft.globalBatch = sequences);
  }

  /**
   * Elements of the products of linear layers.
   *
   * @throws IllegalArgumentException if training in that type is not modelled
   */
  public Training precision(DataType type) {
    if (!TRAINABLE.contains(type)) {
      throw new IllegalArgumentException(
          "training in %s is not modelled; use one of %s".formatted(type, TRAINABLE));
    }
    return with(draft -> draft.precision = type);
  }

  /** What it runs on. */
  public Training on(Machine where) {
    Objects.requireNonNull(where, "say what it runs on, such as TRN3_ULTRASERVER_GEN2");
    return with(draft -> draft.machine = Optional.of(where));
  }

  /** How it is cut; what is not mentioned is not cut. */
  public Training parallel(Parallelism... cuts) {
    return parallel(Plan.of(cuts));
  }

  /** How it is cut. */
  public Training parallel(Plan cut) {
    return with(draft -> draft.plan = Optional.of(cut));
  }

  /** The same job without a plan, to search for one. */
  public Training searched() {
    return with(draft -> draft.plan = Optional.empty());
  }

  /** Activations that are computed again. */
  public Training recompute(Recompute policy) {
    return with(
        draft -> {
          draft.recompute =
              Objects.requireNonNull(
                  policy, "recompute needs a policy; say NONE, SELECTIVE or FULL of Recompute");
          draft.recomputedLayers = 0;
        });
  }

  /**
   * Activations that are computed again in so many layers of the model; the others keep what
   * selective recomputation keeps.
   *
   * @throws IllegalArgumentException if the policy is not {@link Recompute#FULL} or the model has
   *     fewer layers
   */
  public Training recompute(Recompute policy, int layers) {
    if (policy != Recompute.FULL) {
      throw new IllegalArgumentException(
          "only full recomputation is chosen layer by layer; use recompute(FULL, %d)"
              .formatted(layers));
    }
    if (layers < 1 || layers > model.layers()) {
      throw new IllegalArgumentException(
          "recompute(FULL, %d): %s has %d layers; use 1 to %d"
              .formatted(layers, model, model.layers(), model.layers()));
    }
    return with(
        draft -> {
          draft.recompute = policy;
          draft.recomputedLayers = layers;
        });
  }

  /** Load of the busiest expert over the average, whatever the number of chips that share them. */
  public Training imbalance(double ratio) {
    return expertLoads(ExpertLoads.ratio(ratio));
  }

  /** How unevenly experts are loaded, such as {@code ExpertLoads.lognormal(0.5)}. */
  public Training expertLoads(ExpertLoads loads) {
    return with(
        draft -> draft.expertLoads = Objects.requireNonNull(loads, "loads of experts are missing"));
  }

  /** Keeps master weights and moments in the memory of the host, which updates the weights. */
  public Training offloadOptimizer() {
    return with(draft -> draft.offloaded = true);
  }

  /**
   * The stack whose calibrated shares of peak rates are assumed, such as {@code "Neuron NxD
   * Training"}; without this the newest calibrated for the chip.
   */
  public Training software(String name) {
    return with(draft -> draft.software = Optional.of(name));
  }

  /** Estimates even what does not fit into memory; the result says by how much it is over. */
  public Training withoutMemoryLimit() {
    return with(draft -> draft.memoryChecked = false);
  }

  /**
   * The closed form: microseconds for a given plan, and a search over plans if none was given.
   *
   * @throws IllegalStateException if no machine was said
   * @throws IllegalArgumentException if the chip lacks the data type, if a degree does not divide
   *     what it cuts, or if the job does not fit into memory; the message names what would work
   */
  public TrainingEstimate estimate() {
    return new TrainingEvaluation(this).estimate();
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
    return new TrainingEvaluation(this).simulate(variation);
  }

  /**
   * The same job on several machines, each with its fastest plan.
   *
   * <p>A chip that lacks the data type uses the one of equal width it has, FP8 for MXFP8 or the
   * other way round. A machine on which the job cannot run is listed with the reason.
   */
  public TrainingComparison compare(Machine... machines) {
    return new TrainingEvaluation(this).compare(machines);
  }

  /** What a step computes. */
  public Job job() {
    return new TrainingEvaluation(this).job();
  }
}
