package dev.trn3.uncertainty;

import static dev.trn3.view.Sheet.column;

import dev.trn3.view.Figure;
import dev.trn3.view.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What came out for one headline figure, sample by sample. */
final class Outcomes {

  private static final int BINS = 24;

  private final String name;
  private final String unit;
  private final double[] sorted;

  Outcomes(String name, String unit, double[] values) {
    this.name = name;
    this.unit = unit;
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** A table of figures, to which each adds its row. */
  static Sheet table(String title) {
    return Sheet.of(
        title,
        column("quantity"),
        column("unit"),
        column("as assumed"),
        column("low (10 %)"),
        column("median"),
        column("high (90 %)"));
  }

  Sheet row(Sheet table, double assumed) {
    return table.row(name, unit, assumed, quantile(0.1), quantile(0.5), quantile(0.9));
  }

  /**
   * The value that a share of all outcomes does not exceed.
   *
   * @throws IllegalArgumentException if the share is not between 0 and 1
   */
  double quantile(double share) {
    if (!(share >= 0) || share > 1) {
      throw new IllegalArgumentException("a share lies between 0 and 1, not " + share);
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /**
   * The share of outcomes that do not exceed a value.
   *
   * @throws IllegalArgumentException if the value is NaN
   */
  double probabilityOfAtMost(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("%s is compared with a number, not NaN".formatted(name));
    }
    long kept = Arrays.stream(sorted).filter(each -> each <= value).count();
    return (double) kept / sorted.length;
  }

  /**
   * How often which value came out, without half a percent of outliers at each end.
   *
   * @throws IllegalStateException if all are the same, or one is not a finite number
   */
  Figure histogram() {
    long without = Arrays.stream(sorted).filter(each -> !Double.isFinite(each)).count();
    if (without > 0) {
      throw new IllegalStateException(
          "%s has no value in %,d of %,d samples, so there is nothing to draw; an answer of one token has no time per token, and without answers none has a cost"
              .formatted(name, without, sorted.length));
    }
    boolean rare = quantile(0.005) == quantile(0.995);
    double low = rare ? sorted[0] : quantile(0.005);
    double high = rare ? sorted[sorted.length - 1] : quantile(0.995);
    if (low == high) {
      throw new IllegalStateException(
          "%s is the same in all samples, so there is nothing to draw".formatted(name));
    }
    double width = (high - low) / BINS;
    double[] counts = new double[BINS];
    for (double each : sorted) {
      if (each >= low && each <= high) {
        counts[Math.min(BINS - 1, (int) ((each - low) / width))] += 100.0 / sorted.length;
      }
    }
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      x.add(low + width * (i + .5));
      y.add(counts[i]);
    }
    return Figure.of(
            "Outcomes: " + name,
            Figure.Shape.LINE,
            Figure.Axis.linear(name, unit),
            Figure.Axis.linear("share of outcomes", "%"))
        .with(Figure.Series.points("outcomes", x, y));
  }
}
