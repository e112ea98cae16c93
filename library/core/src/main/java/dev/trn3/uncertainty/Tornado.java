package dev.trn3.uncertainty;

import static dev.trn3.view.Sheet.column;

import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.List;
import java.util.Locale;

/**
 * What each uncertain thing alone does to a figure, the strongest first.
 *
 * @param quantity what is judged
 * @param unit its unit
 * @param assumed its value with everything as assumed
 * @param bars one for each uncertain thing
 */
public record Tornado(String quantity, String unit, double assumed, List<Bar> bars)
    implements Tabular, Plottable {

  /**
   * One uncertain thing.
   *
   * @param low the figure when the thing is at its 10 % quantile
   * @param high the figure when it is at its 90 % quantile
   */
  public record Bar(Factor factor, double low, double high) {}

  /**
   * Checks that there are figures to compare.
   *
   * @throws IllegalArgumentException if one is not a finite number
   */
  public Tornado {
    bars = List.copyOf(bars);
    boolean all = bars.stream().allMatch(bar -> Double.isFinite(bar.low() + bar.high()));
    if (!all || !Double.isFinite(assumed)) {
      throw new IllegalArgumentException(
          "%s has no value as assumed or at an end, so nothing moves it; an answer of one token has no time per token, and without answers none has a cost"
              .formatted(quantity));
    }
  }

  /** A share of nothing is no number: changes from 0 are differences, in the unit of the figure. */
  private String unitOfChange() {
    return assumed == 0 ? unit : "%";
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "What moves the " + quantity,
            column("uncertain"),
            column("at its low end", unit),
            column("at its high end", unit),
            column("from", unitOfChange()),
            column("to", unitOfChange()));
    for (Bar bar : bars) {
      sheet =
          sheet.row(
              bar.factor().name(), bar.low(), bar.high(), change(bar.low()), change(bar.high()));
    }
    return sheet.note(
        String.format(
            Locale.ROOT,
            "Each at its 10 %% and 90 %% quantile, the others at their medians, where the %s is %.4g %s.",
            quantity,
            assumed,
            unit));
  }

  private double change(double value) {
    return assumed == 0 ? value : 100 * (value / assumed - 1);
  }

  @Override
  public Figure figure() {
    List<String> names = bars.stream().map(bar -> bar.factor().name()).toList();
    return Figure.of(
            "What moves the " + quantity,
            Figure.Shape.BAR,
            Figure.Axis.linear("uncertain", ""),
            Figure.Axis.linear("change of the " + quantity, unitOfChange()))
        .with(
            Figure.Series.bars(
                "at its low end", names, bars.stream().map(bar -> change(bar.low())).toList()))
        .with(
            Figure.Series.bars(
                "at its high end", names, bars.stream().map(bar -> change(bar.high())).toList()));
  }
}
