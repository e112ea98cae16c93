package dev.trn3.search;

import dev.trn3.view.Figure;
import dev.trn3.view.Sheet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How the designs that a search found are drawn, whatever a design is.
 *
 * @param title what was searched
 * @param label what tells a design from the others
 * @param first the first objective, and its value for a design
 * @param ends low and high of that value; nothing where they are not known
 */
record BestFigure<D>(
    String title,
    Function<D, String> label,
    Sheet.Column first,
    ToDoubleFunction<D> value,
    Function<D, List<Double>> ends) {

  private static final int BARS = 10;

  /** The best few as bars. */
  Figure bars(List<D> designs) {
    List<D> some = designs.subList(0, Math.min(BARS, designs.size()));
    Figure.Series bars =
        Figure.Series.bars(
            first.name(),
            some.stream().map(label).toList(),
            some.stream().map(value::applyAsDouble).toList());
    List<List<Double>> known = some.stream().map(ends).filter(each -> each.size() == 2).toList();
    return Figure.of(
            "Best designs: " + title,
            Figure.Shape.BAR,
            Figure.Axis.linear("design", ""),
            Figure.Axis.linear(first.name(), first.unit()))
        .with(
            known.size() < some.size()
                ? bars
                : bars.between(
                    known.stream().map(each -> each.get(0)).toList(),
                    known.stream().map(each -> each.get(1)).toList()));
  }

  /** Two objectives against each other, among designs that others beat in both. */
  Figure front(
      List<D> designs, List<D> beaten, Sheet.Column second, ToDoubleFunction<D> otherValue) {
    List<D> ordered = designs.stream().sorted(Comparator.comparingDouble(otherValue)).toList();
    Figure figure =
        Figure.of(
                "Pareto front: " + title,
                Figure.Shape.FRONT,
                Figure.Axis.linear(second.name(), second.unit()),
                Figure.Axis.linear(first.name(), first.unit()))
            .with(series("front", ordered, otherValue));
    return beaten.isEmpty() ? figure : figure.with(series("other designs", beaten, otherValue));
  }

  private Figure.Series series(String name, List<D> some, ToDoubleFunction<D> otherValue) {
    return Figure.Series.points(
        name,
        some.stream().map(otherValue::applyAsDouble).toList(),
        some.stream().map(value::applyAsDouble).toList());
  }
}
