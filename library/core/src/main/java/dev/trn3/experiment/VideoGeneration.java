package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.procurement.Price;
import dev.trn3.simulation.MachineModel;
import dev.trn3.units.Dollars;
import dev.trn3.workload.DiffusionTransformer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One clip to be generated, described step by step; each step gives a new value.
 *
 * <p>Defaults: 81 frames of 1280 x 720, the steps and the guidance of the model's authors, nothing
 * taken from a cache, BF16, all chips of the machine on one clip, and a decoder on one chip, as in
 * the published programs. Attention stays in 16 bits.
 */
public final class VideoGeneration implements Cloneable {

  private final DiffusionTransformer model;
  private int width = 1280;
  private int height = 720;
  private int frames = 81;
  private int steps;
  private double cachedShare;
  private DataType precision = DataType.BF16;
  private boolean guided;
  private int chipsPerClip;
  private int decoderChips = 1;
  private Optional<Machine> machine = Optional.empty();
  private Optional<Dollars> pricePerChipHour = Optional.empty();

  private VideoGeneration(DiffusionTransformer model) {
    this.model = Objects.requireNonNull(model, "say which model makes it, such as WAN_2_1_14B");
    steps = model.steps();
    guided = model.guided();
  }

  /** A clip of 81 frames of 1280 x 720. */
  public static VideoGeneration of(DiffusionTransformer model) {
    return new VideoGeneration(model);
  }

  private VideoGeneration with(Consumer<VideoGeneration> change) {
    try {
      VideoGeneration copy = (VideoGeneration) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  private static int atLeastOne(String what, int chips) {
    if (chips < 1) {
      throw new IllegalArgumentException(
          "a clip is %s by at least 1 chip, not %d".formatted(what, chips));
    }
    return chips;
  }

  /**
   * Pixels of a frame.
   *
   * @throws IllegalArgumentException if an edge is not a multiple of those of a token, usually 16
   */
  public VideoGeneration resolution(int newWidth, int newHeight) {
    model.videoTokens(newWidth, newHeight, frames);
    return with(
        it -> {
          it.width = newWidth;
          it.height = newHeight;
        });
  }

  /** Frames of the clip. */
  public VideoGeneration frames(int count) {
    model.videoTokens(width, height, count);
    return with(it -> it.frames = count);
  }

  /** Steps of denoising. */
  public VideoGeneration steps(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "steps must be at least 1, not %d; %s is published with %d"
              .formatted(count, model, model.steps()));
    }
    return with(it -> it.steps = count);
  }

  /** Share of the steps that reuse what an earlier step computed (step caching). */
  public VideoGeneration caching(double share) {
    if (!(share >= 0) || share >= 1) {
      throw new IllegalArgumentException(
          "cachedShare is a share of the steps from 0 to below 1, not " + share);
    }
    return with(it -> it.cachedShare = share);
  }

  /** Elements of the products of linear layers. */
  public VideoGeneration precision(DataType type) {
    return with(
        it -> it.precision = Objects.requireNonNull(type, "precision needs a type, such as BF16"));
  }

  /**
   * With two passes in each step, with and without prompt, or with one, as distilled models work.
   */
  public VideoGeneration guidance(boolean twoPasses) {
    return with(it -> it.guided = twoPasses);
  }

  /** Chips that work on one clip together; must divide those of the machine. */
  public VideoGeneration chipsPerClip(int chips) {
    return with(it -> it.chipsPerClip = atLeastOne("made", chips));
  }

  /** Chips that share the decoding of a clip, in tiles; what their edges cost is not modelled. */
  public VideoGeneration decoderChips(int chips) {
    return with(it -> it.decoderChips = atLeastOne("decoded", chips));
  }

  /** What it runs on. */
  public VideoGeneration on(Machine where) {
    Objects.requireNonNull(where, "say what it runs on, such as TRN3_ULTRASERVER_GEN2");
    return with(it -> it.machine = Optional.of(where));
  }

  /** What one chip costs for an hour, above $0; published prices and assumptions if not said. */
  public VideoGeneration price(Dollars perChipHour) {
    return with(it -> it.pricePerChipHour = Optional.of(Price.checked(perChipHour)));
  }

  /** What generates it. */
  public DiffusionTransformer model() {
    return model;
  }

  /** Pixels from left to right. */
  public int width() {
    return width;
  }

  /** Pixels from top to bottom. */
  public int height() {
    return height;
  }

  /** Frames of the clip. */
  public int frames() {
    return frames;
  }

  /** Steps of denoising. */
  public int steps() {
    return steps;
  }

  /** Share of the steps that are taken from a cache. */
  public double cachedShare() {
    return cachedShare;
  }

  /** Elements of the products of linear layers. */
  public DataType precision() {
    return precision;
  }

  /** True for two passes in each step. */
  public boolean guided() {
    return guided;
  }

  /** Chips that decode a clip. */
  public int decoderChips() {
    return decoderChips;
  }

  /** What it runs on; empty until said. */
  public Optional<Machine> machine() {
    return machine;
  }

  /** The price that was said. */
  public Optional<Dollars> pricePerChipHour() {
    return pricePerChipHour;
  }

  /** Passes through the transformer for the whole clip. */
  double computedPasses() {
    return Math.max(1, steps * (1 - cachedShare)) * (guided ? 2 : 1);
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
              .formatted(chips, where.chips(), where.name(), Text.or(divisors(where.chips()))));
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

  @Override
  public String toString() {
    return "%s, %d x %d, %d frames%s"
        .formatted(model, width, height, frames, machine.map(it -> " on " + it.name()).orElse(""));
  }
}
