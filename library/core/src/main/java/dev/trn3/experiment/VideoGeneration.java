package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.DiffusionTransformer;
import java.util.Objects;
import java.util.Optional;

/**
 * One clip to be generated, described step by step; each step gives a new value.
 *
 * @param model what generates it
 * @param width pixels; default 1280
 * @param height pixels; default 720
 * @param frames default 81
 * @param steps steps of denoising; default what the model's authors use
 * @param cachedShare share of the steps that reuse what an earlier step computed (step caching);
 *     default 0
 * @param precision elements of the products of linear layers; default BF16. Attention stays in 16
 *     bits
 * @param machine what it runs on, all its chips on one clip; empty until said
 */
public record VideoGeneration(
    DiffusionTransformer model,
    int width,
    int height,
    int frames,
    int steps,
    double cachedShare,
    DataType precision,
    Optional<Machine> machine) {

  public VideoGeneration {
    Objects.requireNonNull(model);
    model.videoTokens(width, height, frames);
    if (steps < 1) {
      throw new IllegalArgumentException(
          "steps must be at least 1, not %d; %s is published with %d"
              .formatted(steps, model, model.steps()));
    }
    if (!(cachedShare >= 0) || cachedShare >= 1) {
      throw new IllegalArgumentException(
          "cachedShare is a share of the steps from 0 to below 1, not " + cachedShare);
    }
  }

  /** A clip of 81 frames of 1280 x 720. */
  public static VideoGeneration of(DiffusionTransformer model) {
    return new VideoGeneration(
        model, 1280, 720, 81, model.steps(), 0, DataType.BF16, Optional.empty());
  }

  /** Pixels of a frame. */
  public VideoGeneration resolution(int newWidth, int newHeight) {
    return new VideoGeneration(
        model, newWidth, newHeight, frames, steps, cachedShare, precision, machine);
  }

  /** Frames of the clip. */
  public VideoGeneration frames(int count) {
    return new VideoGeneration(model, width, height, count, steps, cachedShare, precision, machine);
  }

  /** Steps of denoising. */
  public VideoGeneration steps(int count) {
    return new VideoGeneration(
        model, width, height, frames, count, cachedShare, precision, machine);
  }

  /** Share of the steps that reuse what an earlier step computed. */
  public VideoGeneration caching(double share) {
    return new VideoGeneration(model, width, height, frames, steps, share, precision, machine);
  }

  /** Elements of the products of linear layers. */
  public VideoGeneration precision(DataType type) {
    return new VideoGeneration(model, width, height, frames, steps, cachedShare, type, machine);
  }

  /** What it runs on. */
  public VideoGeneration on(Machine where) {
    return new VideoGeneration(
        model, width, height, frames, steps, cachedShare, precision, Optional.of(where));
  }

  /** Steps in which the transformer runs. */
  double computedSteps() {
    return Math.max(1, steps * (1 - cachedShare));
  }

  int computeBits() {
    return precision.bits() >= 16 ? 16 : precision.bits() >= 8 ? 8 : 4;
  }

  /**
   * Latency, throughput, memory and what limits them.
   *
   * @throws IllegalStateException if no machine was said
   * @throws IllegalArgumentException if the chip lacks the data type or the model does not fit into
   *     its memory
   */
  public VideoEstimate estimate() {
    Machine where =
        machine.orElseThrow(
            () ->
                new IllegalStateException(
                    "say what %s runs on: .on(TRN3_ULTRASERVER_GEN2.chips(16))".formatted(model)));
    where.chip().peak(precision);
    return VideoEstimate.of(this, where, MachineModel.of(where));
  }
}
