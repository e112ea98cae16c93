package dev.trn3.display.widget;

import java.util.Map;

/** A whole number within a range. */
public final class IntSlider extends Input<Integer> {

  private final int min;
  private final int max;

  /** A slider at its least value, with steps of 1. */
  public IntSlider(String description, int min, int max) {
    this(description, min, max, min, 1);
  }

  /**
   * A slider.
   *
   * @throws IllegalArgumentException where the range is empty, the value outside of it or the step
   *     not positive
   */
  public IntSlider(String description, int min, int max, int value, int step) {
    super(
        Model.control("IntSlider"),
        "SliderStyle",
        Map.of("description", description, "min", min, "max", max, "value", value, "step", step),
        "value",
        Ranges.checked(description, min, max, value, step));
    this.min = min;
    this.max = max;
  }

  @Override
  Object written(Integer value) {
    return value;
  }

  @Override
  Integer read(Object json) {
    if (json instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= min
        && number.intValue() <= max) {
      return number.intValue();
    }
    throw refused(json, "whole numbers from " + min + " to " + max);
  }
}
