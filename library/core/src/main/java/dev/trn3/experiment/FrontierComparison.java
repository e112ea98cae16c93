package dev.trn3.experiment;

import dev.trn3.hardware.Chip;
import dev.trn3.hardware.ChipPowers;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Two machines at equal speed for the user: what a chip, and a megawatt of chips, produces on one
 * relative to the other.
 *
 * @param ours what is judged, such as Trainium3
 * @param theirs what it is judged by, such as Trainium2
 */
public record FrontierComparison(Frontier ours, Frontier theirs) implements Tabular, Plottable {

  private static final double[] SPEEDS = {15, 20, 30, 40, 50, 60, 80, 100, 120, 150};

  /** Output tokens of a chip relative to the other's, both at least as fast for the user. */
  public OptionalDouble perChip(double tokensPerSecondOfUser) {
    OptionalDouble mine = ours.tokensPerSecondPerChip(tokensPerSecondOfUser);
    OptionalDouble other = theirs.tokensPerSecondPerChip(tokensPerSecondOfUser);
    return mine.isPresent() && other.isPresent()
        ? OptionalDouble.of(mine.getAsDouble() / other.getAsDouble())
        : OptionalDouble.empty();
  }

  /** The same with its ends, as if the errors of both had nothing to do with each other. */
  public Optional<Range> perChipRange(double tokensPerSecondOfUser) {
    Optional<Range> mine = ours.range(tokensPerSecondOfUser);
    Optional<Range> other = theirs.range(tokensPerSecondOfUser);
    return mine.isPresent() && other.isPresent()
        ? Optional.of(mine.get().independentlyOver(other.get()))
        : Optional.empty();
  }

  /** Power of one chip over the other's; empty where one of them is not public. */
  private OptionalDouble power() {
    var mine = ours.serving().said.where().chip().power();
    var other = theirs.serving().said.where().chip().power();
    return mine.isPresent() && other.isPresent()
        ? OptionalDouble.of(mine.get().si() / other.get().si())
        : OptionalDouble.empty();
  }

  /** The same with the lowest power that a source states; empty where sources do not differ. */
  private OptionalDouble lowerPower() {
    Optional<ChipPowers> mine = ChipPowers.of(ours.serving().said.where().chip());
    if (power().isEmpty() || mine.isEmpty() || mine.get().all().size() == 1) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        power().getAsDouble() * mine.get().least().si() / mine.get().usual().si());
  }

  @Override
  public Sheet sheet() {
    String mine = ours.serving().said.where().chip().name();
    String other = theirs.serving().said.where().chip().name();
    EndTable table =
        new EndTable("%s: %s relative to %s".formatted(ours.serving().said.model, mine, other))
            .plain("tokens a user sees", "1/s")
            .figure(mine + ", output tokens per chip", "1/s")
            .figure(other + ", output tokens per chip", "1/s")
            .figure("per chip", "x")
            .figure("per megawatt", "x")
            .figure("per megawatt, lower power", "x");
    Headline most = Headline.NONE;
    Headline mostPower = Headline.NONE;
    for (double speed : SPEEDS) {
      Optional<Range> ratio = perChipRange(speed);
      if (ratio.isEmpty()) {
        continue;
      }
      Range chip = ratio.get();
      Range watt = chip.times(1 / power().orElse(Double.NaN));
      Range low = chip.times(1 / lowerPower().orElse(Double.NaN));
      most = most.or(speed, chip);
      mostPower = mostPower.or(speed, lowerPower().isPresent() ? low : watt);
      table.row(
          speed,
          ours.range(speed).orElseThrow(),
          theirs.range(speed).orElseThrow(),
          chip,
          watt,
          low);
    }
    Sheet sheet = table.sheet();
    if (sheet.rows().isEmpty()) {
      return sheet.note("No speed is reached by both.");
    }
    sheet =
        sheet.note(
            "At equal speed for the user %s produces up to %s times as much on a chip (at %s tokens per second)%s."
                .formatted(
                    mine,
                    most.words(),
                    Text.digits(most.speed()),
                    power().isEmpty()
                        ? ""
                        : " and up to %s times on a megawatt of chips (at %s)"
                            .formatted(mostPower.words(), Text.digits(mostPower.speed()))));
    List<String> bounds =
        Arrays.stream(SPEEDS)
            .filter(speed -> perChip(speed).isPresent())
            .filter(speed -> ours.isHighABoundAt(speed) || theirs.isHighABoundAt(speed))
            .mapToObj(Text::digits)
            .toList();
    if (!bounds.isEmpty()) {
      sheet =
          sheet.note(
              "At %s tokens per second one of them has no slower choice at its quick end: its high is at least this, and the ends of the ratio may lie further out."
                  .formatted(String.join(", ", bounds)));
    }
    if (ours.left() + theirs.left() > 0) {
      sheet =
          sheet.note(
              "Interrupted: %d plans and batches of the first and %d of the second were not played."
                  .formatted(ours.left(), theirs.left()));
    }
    if (power().isPresent()) {
      sheet =
          sheet.note(
              "Power of the chips alone: %s and %s; of its own AWS publishes none, third parties say these."
                  .formatted(
                      powers(ours.serving().said.where().chip()),
                      powers(theirs.serving().said.where().chip())));
    }
    return sheet.note(
        "Both are projections of the same model. Low and high of a ratio are as if the errors of both"
            + " had nothing to do with each other; what is wrong for both alike cancels out, so they"
            + " are rather wide. Low is 0 where the slow end does not reach the speed, and high of the"
            + " ratio is open where that of the second does not. Certainty of the first: "
            + ServingResult.certainty(
                Deployment.of(ours.serving().replicas(1).parallel(ours.points().get(0).plan())))
            + ".");
  }

  /** The figures that sources state for a chip. */
  private static String powers(Chip chip) {
    ChipPowers powers = ChipPowers.of(chip).orElseThrow();
    return powers.all().size() == 1
        ? "%s for %s".formatted(powers.usual(), chip.name())
        : "%s (at the lowest %s) for %s".formatted(powers.usual(), powers.least(), chip.name());
  }

  @Override
  public Figure figure() {
    List<Double> x = new ArrayList<>();
    List<Range> chip = new ArrayList<>();
    for (double speed : SPEEDS) {
      perChipRange(speed)
          .ifPresent(
              ratio -> {
                x.add(speed);
                chip.add(ratio);
              });
    }
    if (x.isEmpty()) {
      throw new IllegalStateException("no speed is reached by both machines");
    }
    Figure figure =
        Figure.of(
                "Output tokens at equal speed for the user",
                Figure.Shape.LINE,
                Figure.Axis.linear("tokens a user sees", "1/s"),
                Figure.Axis.linear("ratio", "x"))
            .with(series("per chip", x, chip));
    return power().isEmpty()
        ? figure
        : figure.with(
            series(
                "per megawatt of chips",
                x,
                chip.stream().map(each -> each.times(1 / power().getAsDouble())).toList()));
  }

  /** With error bars where both ends are known; elsewhere an end is no number. */
  private static Figure.Series series(String name, List<Double> x, List<Range> ratios) {
    Figure.Series line = Figure.Series.points(name, x, ratios.stream().map(Range::value).toList());
    return ratios.stream().anyMatch(Range::isKnown)
        ? line.between(ends(ratios, Range::low), ends(ratios, Range::high))
        : line;
  }

  private static List<Double> ends(List<Range> ratios, Function<Range, Double> end) {
    return ratios.stream().map(each -> each.isKnown() ? end.apply(each) : Double.NaN).toList();
  }

  /**
   * The largest ratio, of those with both ends if there are any.
   *
   * @param speed where it is, tokens per second that a user sees
   */
  private record Headline(double speed, Range ratio) {

    static final Headline NONE = new Headline(0, Range.only(0));

    Headline or(double otherSpeed, Range other) {
      boolean surer = other.isKnown() && !ratio.isKnown();
      boolean more = other.isKnown() == ratio.isKnown() && other.value() > ratio.value();
      return surer || more ? new Headline(otherSpeed, other) : this;
    }

    String words() {
      return ratio.words(each -> String.format(Locale.ROOT, "%.1f", each));
    }
  }

  @Override
  public String toString() {
    String names =
        "%s relative to %s"
            .formatted(
                ours.serving().said.where().chip().name(),
                theirs.serving().said.where().chip().name());
    for (double speed : SPEEDS) {
      if (perChipRange(speed).isPresent()) {
        Range ratio = perChipRange(speed).get();
        return "%s: at %s tokens per second for a user %s times as much on a chip%s"
            .formatted(
                names,
                Text.digits(speed),
                ratio.words(Text::digits),
                ratio.isKnown() ? " (" + ServingErrorBar.OF_ITERATIONS + ")" : "");
      }
    }
    return names + ": no speed is reached by both";
  }
}
