package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.hardware.Machine;
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
    Sheet sheet =
        Sheet.of(
            "%s on %s, by chips on a clip"
                .formatted(job.model(), job.machine().orElseThrow().name()),
            column("chips on a clip"),
            column("latency", "s"),
            column("low", "s"),
            column("high", "s"),
            column("video per chip-hour", "s"),
            column("cost of a second, low", "USD"),
            column("cost of a second, high", "USD"),
            column("exchange between chips", "%"),
            column("decoding", "%"));
    for (VideoEstimate each : estimates) {
      double seconds = each.latency().si();
      sheet =
          sheet.row(
              (long) each.chips(),
              seconds,
              each.errorBar().low(seconds),
              each.errorBar().high(seconds),
              each.videoSecondsPerChipHour(),
              each.errorBar().low(each.leastCostPerVideoSecond()),
              each.errorBar().high(each.mostCostPerVideoSecond()),
              100 * each.time(VideoCost.EXCHANGE).si() / seconds,
              100 * each.time(VideoCost.DECODER).si() / seconds);
    }
    return sheet.note("Certainty: estimated, " + estimates.get(0).errorBar() + ".");
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
    return "%s on %s: %d choices of chips on a clip"
        .formatted(job.model(), job.machine().orElseThrow().name(), estimates.size());
  }
}
