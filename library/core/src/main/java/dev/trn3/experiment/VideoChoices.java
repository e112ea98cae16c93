package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import dev.trn3.units.Seconds;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;

/**
 * One clip on one, two and more chips: the more chips work on it, the sooner it is done, and the
 * less each of them makes.
 *
 * @param job the clip
 * @param estimates one for each number of chips that divides the machine and has memory enough
 */
public record VideoChoices(VideoGeneration job, List<VideoEstimate> estimates)
    implements Tabular, Plottable {

  public VideoChoices {
    estimates = List.copyOf(estimates);
  }

  static VideoChoices of(VideoGeneration job) {
    Machine machine =
        job.machine()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "say what %s runs on: .on(TRN3_ULTRASERVER_GEN2)".formatted(job.model())));
    List<VideoEstimate> estimates = new ArrayList<>();
    IllegalArgumentException last = null;
    for (int chips : VideoGeneration.divisors(machine.chips())) {
      if (chips >= job.decoderChips()) {
        try {
          estimates.add(job.chipsPerClip(chips).estimate());
        } catch (IllegalArgumentException doesNotFit) {
          last = doesNotFit;
        }
      }
    }
    if (estimates.isEmpty() && last != null) {
      throw last;
    }
    return new VideoChoices(job, estimates);
  }

  @Override
  public Sheet sheet() {
    EndTable table =
        new EndTable(
                "%s on %s, by chips on a clip"
                    .formatted(job.model(), job.machine().orElseThrow().name()))
            .plain("chips on a clip")
            .figure("latency", "s")
            .figure("video per chip-hour", "s")
            .figure("cost of a second", "USD")
            .plain("exchange between chips", "%")
            .plain("decoding", "%");
    for (VideoEstimate each : estimates) {
      double seconds = each.latency().si();
      table.row(
          (long) each.chips(),
          Range.of(seconds, each.errorBar()),
          Range.of(each.videoSecondsPerChipHour(), each.errorBar()),
          each.costPerVideoSecond(),
          100 * each.time(VideoCost.EXCHANGE).si() / seconds,
          100 * each.time(VideoCost.DECODER).si() / seconds);
    }
    Sheet sheet = table.sheet();
    return sheet.note(
        "Certainty: estimated, "
            + estimates.get(0).errorBar()
            + "; cost also at every price that may hold.");
  }

  @Override
  public Figure figure() {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (VideoEstimate each : estimates) {
      x.add(each.latency().si());
      y.add(each.videoSecondsPerChipHour());
    }
    return Figure.of(
            "A clip sooner, or more clips",
            Figure.Shape.LINE,
            Figure.Axis.logarithmic("latency of a clip", "s"),
            Figure.Axis.linear("video per chip-hour", "s"))
        .with(Figure.Series.points(job.model().name(), x, y));
  }

  @Override
  public String toString() {
    VideoEstimate soonest = estimates.get(estimates.size() - 1);
    return "%s on %s: %d choices of chips on a clip, with %d of them in %s (80 %% interval)"
        .formatted(
            job.model(),
            job.machine().orElseThrow().name(),
            estimates.size(),
            soonest.chips(),
            Range.of(soonest.latency().si(), soonest.errorBar()).words(Seconds::new));
  }
}
