package dev.trn3.experiment;

import dev.trn3.hardware.Chip;
import dev.trn3.hardware.ChipPowers;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

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
    double most = 0;
    double mostPower = 0;
    for (double speed : SPEEDS) {
      Optional<Range> ratio = perChipRange(speed);
      if (ratio.isEmpty()) {
        continue;
      }
      Range chip = ratio.get();
      Range watt = chip.times(1 / power().orElse(Double.NaN));
      Range low = chip.times(1 / lowerPower().orElse(Double.NaN));
      most = Math.max(most, chip.value());
      mostPower =
          Math.max(
              mostPower,
              lowerPower().isPresent() ? low.value() : power().isPresent() ? watt.value() : 0);
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
            String.format(
                Locale.ROOT,
                "At equal speed for the user %s produces up to %.1f times as much on a chip and up"
                    + " to %.1f times on a megawatt of chips.",
                mine,
                most,
                mostPower));
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

  /** With error bars where all ends are known. */
  private static Figure.Series series(String name, List<Double> x, List<Range> ratios) {
    Figure.Series line = Figure.Series.points(name, x, ratios.stream().map(Range::value).toList());
    return ratios.stream().allMatch(Range::isKnown)
        ? line.between(
            ratios.stream().map(Range::low).toList(), ratios.stream().map(Range::high).toList())
        : line;
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
        return "%s: at %s tokens per second for a user %s times as much on a chip (80 %% interval)"
            .formatted(names, Text.digits(speed), perChipRange(speed).get().words(Text::digits));
      }
    }
    return names + ": no speed is reached by both";
  }
}
