package dev.trn3.display.widget;

import java.util.Map;

/** A number within a range. */
public final class FloatSlider extends Input<Double> {

  private static final double STEPS = 100;

  private final double min;
  private final double max;

  /** A slider at its least value, with a hundred steps. */
  public FloatSlider(String description, double min, double max) {
    this(description, min, max, min, (max - min) / STEPS);
  }

  /**
   * A slider.
   *
   * @throws IllegalArgumentException where the range is empty, the value outside of it or the step
   *     not positive
   */
  public FloatSlider(String description, double min, double max, double value, double step) {
    super(
        Model.control("FloatSlider"),
        "SliderStyle",
        Map.of("description", description, "min", min, "max", max, "value", value, "step", step),
        "value",
        Ranges.checked(description, min, max, value, step));
    this.min = min;
    this.max = max;
  }

  @Override
  Object written(Double value) {
    return value;
  }

  @Override
  Double read(Object json) {
    if (json instanceof Number number
        && number.doubleValue() >= min
        && number.doubleValue() <= max) {
      return number.doubleValue();
    }
    throw refused(json, "numbers from " + min + " to " + max);
  }
}
