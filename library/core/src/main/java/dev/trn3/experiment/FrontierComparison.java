package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

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
    Sheet sheet =
        Sheet.of(
            "%s: %s relative to %s".formatted(ours.serving().said.model, mine, other),
            column("tokens a user sees", "1/s"),
            column(mine + ", output tokens per chip", "1/s"),
            column(other + ", output tokens per chip", "1/s"),
            column("per chip", "x"),
            column("per megawatt", "x"),
            column("per megawatt, lower power", "x"));
    double most = 0;
    double mostPower = 0;
    for (double speed : SPEEDS) {
      OptionalDouble ratio = perChip(speed);
      if (ratio.isEmpty()) {
        continue;
      }
      double chip = ratio.getAsDouble();
      Double watt = power().isPresent() ? (Double) (chip / power().getAsDouble()) : null;
      Double low = lowerPower().isPresent() ? (Double) (chip / lowerPower().getAsDouble()) : null;
      most = Math.max(most, chip);
      mostPower = Math.max(mostPower, low != null ? low : watt != null ? watt : 0);
      sheet =
          sheet.row(
              speed,
              ours.tokensPerSecondPerChip(speed).getAsDouble(),
              theirs.tokensPerSecondPerChip(speed).getAsDouble(),
              chip,
              watt,
              low);
    }
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
        "Both are projections of the same model; what is wrong for both alike cancels out."
            + " Certainty of the first: "
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
    List<Double> chip = new ArrayList<>();
    List<Double> watt = new ArrayList<>();
    for (double speed : SPEEDS) {
      OptionalDouble ratio = perChip(speed);
      if (ratio.isPresent()) {
        x.add(speed);
        chip.add(ratio.getAsDouble());
        power().ifPresent(power -> watt.add(ratio.getAsDouble() / power));
      }
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
            .with(Figure.Series.points("per chip", x, chip));
    return watt.isEmpty()
        ? figure
        : figure.with(Figure.Series.points("per megawatt of chips", x, watt));
  }
}
