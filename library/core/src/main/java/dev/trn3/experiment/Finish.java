package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.procurement.BlockCost;
import dev.trn3.procurement.CapacityBlock;
import dev.trn3.simulation.Reliability;
import dev.trn3.units.Seconds;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * When a run ends: many times played with failures that come at random, and with a step time drawn
 * from its error bar.
 *
 * @param run the run
 * @param seconds durations, the shortest first
 * @param start the day on which it starts; empty for durations only
 */
public record Finish(Pretraining run, List<Double> seconds, Optional<LocalDate> start)
    implements Tabular, Plottable {

  private static final int PLAYED = 1000;

  public Finish {
    seconds = List.copyOf(seconds);
  }

  static Finish of(Pretraining run, long seed) {
    Reliability reliability = run.reliability();
    double interval = reliability.bestInterval();
    double[] played = new double[PLAYED];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < PLAYED; i++) {
      double pace = StrictMath.exp(run.estimate().errorBar().deviation() * normal(random));
      played[i] = reliability.simulated(run.work().si() * pace, interval, random);
    }
    Arrays.sort(played);
    return new Finish(run, Arrays.stream(played).boxed().toList(), Optional.empty());
  }

  /** The duration that so many of a hundred runs do not exceed. */
  public Seconds percentile(double percent) {
    if (!(percent >= 0) || percent > 100) {
      throw new IllegalArgumentException("a percentile is from 0 to 100, not " + percent);
    }
    int at = (int) Math.min(seconds.size() - 1.0, percent / 100 * seconds.size());
    return new Seconds(seconds.get(at));
  }

  /** The same with dates: the run starts at the beginning of this day. */
  public Finish starting(LocalDate day) {
    return new Finish(run, seconds, Optional.of(day));
  }

  /**
   * As {@link #starting(LocalDate)}.
   *
   * @param day such as {@code "2027-01-04"}
   * @throws IllegalArgumentException if it is no date
   */
  public Finish starting(String day) {
    try {
      return starting(LocalDate.parse(day));
    } catch (DateTimeParseException notADate) {
      throw new IllegalArgumentException(
          "starting(\"%s\") is no date; write it as year-month-day, such as \"2027-01-04\""
              .formatted(day),
          notADate);
    }
  }

  /**
   * The day by whose end so many of a hundred runs have ended.
   *
   * @throws IllegalStateException if the day of the start was not said
   */
  public LocalDate date(double percent) {
    return start
        .orElseThrow(
            () -> new IllegalStateException("say when the run starts: .starting(\"2027-01-04\")"))
        .plusDays((long) percentile(percent).days());
  }

  @Override
  public Sheet sheet() {
    CapacityBlock block = CapacityBlock.of(run.estimate().machine());
    boolean assumed = block.prices().stream().anyMatch(each -> each.date().isEmpty());
    String basis = assumed ? "assumption" : "region";
    Sheet sheet =
        Sheet.of(
            "When %s has seen %s tokens, on %s"
                .formatted(
                    run.estimate().training().model(),
                    Text.count(run.tokens()),
                    run.estimate().machine().name()),
            column("runs that end by then", "%"),
            column("duration", "days"),
            column(start.map(day -> "started " + day + ", ended").orElse("ended")),
            column("cost, cheapest " + basis),
            column("cost, dearest " + basis));
    for (double percent : new double[] {10, 50, 90}) {
      Seconds time = percentile(percent);
      BlockCost cost = block.runtime(time);
      String ended = start.isPresent() ? date(percent).toString() : null;
      sheet =
          sheet.row(percent, time.days(), ended, cost.least().toString(), cost.most().toString());
    }
    return sheet
        .note(
            "%d runs played: failures at random, %s of them expected, a checkpoint every %s min, goodput %s, and a step time drawn from its error bar."
                .formatted(
                    seconds.size(),
                    Text.digits(run.failures()),
                    Text.digits(run.reliability().bestInterval() / 60),
                    Text.percent(run.goodput())))
        .note("The step time is the larger uncertainty: " + run.estimate().errorBar() + ".")
        .note(
            "%d spare servers cover 99 %% of the moments of a run, if repair takes %s h; the assumptions are yours to change."
                .formatted(run.spares(), Text.digits(run.repair().hours())));
  }

  @Override
  public Figure figure() {
    List<Double> days = new ArrayList<>();
    List<Double> share = new ArrayList<>();
    for (int percent = 1; percent <= 99; percent++) {
      days.add(percentile(percent).days());
      share.add((double) percent);
    }
    return Figure.of(
            "Runs that have ended",
            Figure.Shape.LINE,
            Figure.Axis.linear("duration", "days"),
            Figure.Axis.linear("share of runs", "%"))
        .with(Figure.Series.points("runs that have ended", days, share));
  }

  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  @Override
  public String toString() {
    if (start.isPresent()) {
      return "between %s and %s in eight of ten runs".formatted(date(10), date(90));
    }
    return "between %s and %s days in eight of ten runs"
        .formatted(Text.digits(percentile(10).days()), Text.digits(percentile(90).days()));
  }
}
