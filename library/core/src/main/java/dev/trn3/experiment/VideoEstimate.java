package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Machine;
import dev.trn3.simulation.MachineModel;
import dev.trn3.units.Bytes;
import dev.trn3.units.Seconds;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long a clip takes.
 *
 * @param job the clip
 * @param machine what it runs on
 * @param chips chips that work on one clip
 * @param parts seconds by what they are spent on, in order of work
 * @param memoryPerChip weights of transformer and text encoder, and activations
 * @param errorBar how far the time may be off
 */
public record VideoEstimate(
    VideoGeneration job,
    Machine machine,
    int chips,
    Map<String, Double> parts,
    Bytes memoryPerChip,
    ErrorBar errorBar)
    implements Tabular, Plottable {

  /**
   * Copies of a chip's share of the tokens that are alive at once: residual, heads, inner layer.
   */
  private static final double ALIVE = 16;

  private static final double USABLE = 0.95;

  static VideoEstimate of(VideoGeneration job, Machine machine, MachineModel modelled) {
    long tokens = job.model().videoTokens(job.width(), job.height(), job.frames());
    double weights =
        job.model().parameters() * job.precision().bytesPerElement()
            + 2.0 * job.model().textEncoderParameters();
    double activations = 2 * ALIVE * tokens * job.model().hidden() / modelled.devices();
    double capacity = USABLE * modelled.device().capacity();
    if (weights + activations > capacity) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s needs %.1f GiB on each chip (weights %.1f, activations %.1f), %.1f GiB more than %s has to give; use more chips, a smaller clip or narrower weights",
              job.model(),
              (weights + activations) / 0x1p30,
              weights / 0x1p30,
              activations / 0x1p30,
              (weights + activations - capacity) / 0x1p30,
              machine.chip().name()));
    }
    return new VideoEstimate(
        job,
        machine,
        modelled.devices(),
        VideoCost.of(job, modelled, VideoValidation.fitted()).parts(),
        new Bytes(weights + activations),
        ErrorBar.video(modelled.generation()));
  }

  /** From prompt to clip. */
  public Seconds latency() {
    return new Seconds(seconds());
  }

  private double seconds() {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Duration of the clip when it is played. */
  public Seconds clip() {
    return new Seconds((double) job.frames() / job.model().framesPerSecond());
  }

  /** Seconds of video that one chip makes in an hour. */
  public double videoSecondsPerChipHour() {
    return clip().si() * 3600 / seconds() / chips;
  }

  /** Clips that the machine works on at the same time. */
  public int clipsAtOnce() {
    return machine.chips() / chips;
  }

  private ChipPrices prices() {
    return ChipPrices.of(job.pricePerChipHour(), machine);
  }

  /** Dollars for a second of video at the lowest price that may hold. */
  public double leastCostPerVideoSecond() {
    return prices().least().amount().doubleValue() / videoSecondsPerChipHour();
  }

  /** Dollars for a second of video at the highest price that may hold. */
  public double mostCostPerVideoSecond() {
    return prices().most().amount().doubleValue() / videoSecondsPerChipHour();
  }

  /**
   * Dollars for a second of video: in the middle of the prices, and from the quick end of the error
   * bar at the lowest price to the slow end at the highest.
   */
  public Range costPerVideoSecond() {
    double least = leastCostPerVideoSecond();
    double most = mostCostPerVideoSecond();
    return new Range((least + most) / 2, errorBar.low(least), errorBar.high(most));
  }

  /** The time that a part takes. */
  public Seconds time(String part) {
    Double seconds = parts.get(part);
    if (seconds == null) {
      throw new IllegalArgumentException(
          "no part \"%s\"; there are %s".formatted(part, parts.keySet()));
    }
    return new Seconds(seconds);
  }

  /** What limits it, in one sentence. */
  public String bottleneck() {
    Map.Entry<String, Double> most =
        parts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return "Limited by %s (%s of the time)."
        .formatted(most.getKey(), Text.percent(most.getValue() / seconds()));
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
                "%s on %s".formatted(job.model(), machine.name()),
                column("quantity"),
                column("value"),
                column("unit"),
                column("low"),
                column("high"))
            .row("latency", seconds(), "s", errorBar.low(seconds()), errorBar.high(seconds()))
            .row("clip", clip().si(), "s", null, null)
            .row(
                "video per chip-hour",
                videoSecondsPerChipHour(),
                "s",
                errorBar.low(videoSecondsPerChipHour()),
                errorBar.high(videoSecondsPerChipHour()));
    Range cost = costPerVideoSecond();
    sheet = sheet.row("cost of a second of video", cost.value(), "USD", cost.low(), cost.high());
    for (Map.Entry<String, Double> part : parts.entrySet()) {
      sheet = sheet.row(part.getKey(), part.getValue(), "s", null, null);
    }
    return sheet
        .row("memory per chip", memoryPerChip.si() / 0x1p30, "GiB", null, null)
        .row("chips on a clip", (long) chips, "", null, null)
        .row("clips at the same time", (long) clipsAtOnce(), "", null, null)
        .note(
            "%d x %d pixels, %d frames, %d steps%s, %s, products in %s."
                .formatted(
                    job.width(),
                    job.height(),
                    job.frames(),
                    job.steps(),
                    job.cachedShare() == 0
                        ? ""
                        : " of which %s are taken from the cache"
                            .formatted(Text.percent(job.cachedShare())),
                    job.guided() ? "guided (two passes in a step)" : "one pass in a step",
                    job.precision()))
        .note(prices().note())
        .note(bottleneck())
        .note("Certainty: estimated, " + errorBar + ".")
        .note(
            (job.decoderChips() == 1
                    ? "The decoder runs on one chip, as in the measured programs."
                    : "The decoder runs on %d chips, whose overlap is not modelled."
                        .formatted(job.decoderChips()))
                + " Not modelled: loading of weights, encoding of the file.");
  }

  @Override
  public Figure figure() {
    return Figure.of(
            "Where the time of a clip goes",
            Figure.Shape.BAR,
            Figure.Axis.linear("part", ""),
            Figure.Axis.linear("time", "s"))
        .with(
            Figure.Series.bars(
                job.model().name(), List.copyOf(parts.keySet()), List.copyOf(parts.values())));
  }

  @Override
  public String toString() {
    return "%s on %s: %s for a clip of %s, %s s of video per chip-hour (80 %% intervals); %s"
        .formatted(
            job.model(),
            machine.name(),
            Range.of(seconds(), errorBar).words(Seconds::new),
            clip(),
            Range.of(videoSecondsPerChipHour(), errorBar).words(Text::digits),
            bottleneck());
  }
}
