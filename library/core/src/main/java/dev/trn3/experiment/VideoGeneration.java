package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.simulation.MachineModel;
import dev.trn3.units.Dollars;
import dev.trn3.workload.DiffusionTransformer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

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
 * @param guided two passes in each step, with and without prompt; default as the model was made
 * @param chipsPerClip chips that work on one clip together, each clip on chips of its own; 0 for
 *     all of the machine
 * @param decoderChips chips that share the decoding of a clip, in tiles; default 1, as in the
 *     published programs
 * @param machine what it runs on; empty until said
 * @param pricePerChipHour what a chip costs for an hour; empty for published prices or assumptions
 */
public record VideoGeneration(
    DiffusionTransformer model,
    int width,
    int height,
    int frames,
    int steps,
    double cachedShare,
    DataType precision,
    boolean guided,
    int chipsPerClip,
    int decoderChips,
    Optional<Machine> machine,
    Optional<Dollars> pricePerChipHour) {

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
    if (chipsPerClip < 0 || decoderChips < 1) {
      throw new IllegalArgumentException(
          "a clip is made by at least 1 chip and decoded by at least 1, not %d and %d"
              .formatted(chipsPerClip, decoderChips));
    }
  }

  /** A clip of 81 frames of 1280 x 720. */
  public static VideoGeneration of(DiffusionTransformer model) {
    return new VideoGeneration(
        model,
        1280,
        720,
        81,
        model.steps(),
        0,
        DataType.BF16,
        model.guided(),
        0,
        1,
        Optional.empty(),
        Optional.empty());
  }

  /** Pixels of a frame. */
  public VideoGeneration resolution(int newWidth, int newHeight) {
    return new VideoGeneration(
        model,
        newWidth,
        newHeight,
        frames,
        steps,
        cachedShare,
        precision,
        guided,
        chipsPerClip,
        decoderChips,
        machine,
        pricePerChipHour);
  }

  /** Frames of the clip. */
  public VideoGeneration frames(int count) {
    return new VideoGeneration(
        model,
        width,
        height,
        count,
        steps,
        cachedShare,
        precision,
        guided,
        chipsPerClip,
        decoderChips,
        machine,
        pricePerChipHour);
  }

  /** Steps of denoising. */
  public VideoGeneration steps(int count) {
    return new VideoGeneration(
        model,
        width,
        height,
        frames,
        count,
        cachedShare,
        precision,
        guided,
        chipsPerClip,
        decoderChips,
        machine,
        pricePerChipHour);
  }

  /** Share of the steps that reuse what an earlier step computed (step caching). */
  public VideoGeneration caching(double share) {
    return new VideoGeneration(
        model,
        width,
        height,
        frames,
        steps,
        share,
        precision,
        guided,
        chipsPerClip,
        decoderChips,
        machine,
        pricePerChipHour);
  }

  /** Elements of the products of linear layers. */
  public VideoGeneration precision(DataType type) {
    return new VideoGeneration(
        model,
        width,
        height,
        frames,
        steps,
        cachedShare,
        type,
        guided,
        chipsPerClip,
        decoderChips,
        machine,
        pricePerChipHour);
  }

  /**
   * With two passes in each step, with and without prompt, or with one, as distilled models work.
   */
  public VideoGeneration guidance(boolean twoPasses) {
    return new VideoGeneration(
        model,
        width,
        height,
        frames,
        steps,
        cachedShare,
        precision,
        twoPasses,
        chipsPerClip,
        decoderChips,
        machine,
        pricePerChipHour);
  }

  /** Chips that work on one clip together; must divide those of the machine. */
  public VideoGeneration chipsPerClip(int chips) {
    return new VideoGeneration(
        model,
        width,
        height,
        frames,
        steps,
        cachedShare,
        precision,
        guided,
        atLeastOne(chips),
        decoderChips,
        machine,
        pricePerChipHour);
  }

  /** Chips that share the decoding of a clip, in tiles; what their edges cost is not modelled. */
  public VideoGeneration decoderChips(int chips) {
    return new VideoGeneration(
        model,
        width,
        height,
        frames,
        steps,
        cachedShare,
        precision,
        guided,
        chipsPerClip,
        chips,
        machine,
        pricePerChipHour);
  }

  /** What it runs on. */
  public VideoGeneration on(Machine where) {
    return new VideoGeneration(
        model,
        width,
        height,
        frames,
        steps,
        cachedShare,
        precision,
        guided,
        chipsPerClip,
        decoderChips,
        Optional.of(where),
        pricePerChipHour);
  }

  /** What one chip costs for an hour; published prices and assumptions if not said. */
  public VideoGeneration price(Dollars perChipHour) {
    return new VideoGeneration(
        model,
        width,
        height,
        frames,
        steps,
        cachedShare,
        precision,
        guided,
        chipsPerClip,
        decoderChips,
        machine,
        Optional.of(perChipHour));
  }

  private static int atLeastOne(int chips) {
    if (chips < 1) {
      throw new IllegalArgumentException("a clip is made by at least 1 chip, not " + chips);
    }
    return chips;
  }

  /** Passes through the transformer for the whole clip. */
  double computedPasses() {
    return computedSteps() * (guided ? 2 : 1);
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
    int chips = chipsPerClip == 0 ? where.chips() : chipsPerClip;
    if (where.chips() % chips != 0) {
      throw new IllegalArgumentException(
          "chipsPerClip %d does not divide the %d chips of %s; use %s"
              .formatted(chips, where.chips(), where.name(), divisors(where.chips())));
    }
    if (decoderChips > chips) {
      throw new IllegalArgumentException(
          "%d chips cannot decode a clip that %d make".formatted(decoderChips, chips));
    }
    return VideoEstimate.of(this, where, group(where, chips));
  }

  /** So many neighbouring chips of a machine. */
  static MachineModel group(Machine where, int chips) {
    MachineModel all = MachineModel.of(where);
    return new MachineModel(
        all.name(), all.generation(), all.device(), chips, all.scaleUpDevices(), all.fabric());
  }

  static List<Integer> divisors(int chips) {
    return IntStream.rangeClosed(1, chips).filter(each -> chips % each == 0).boxed().toList();
  }

  /** Latency and throughput for every number of chips that may work on a clip. */
  public VideoChoices overChipsPerClip() {
    return VideoChoices.of(this);
  }
}
