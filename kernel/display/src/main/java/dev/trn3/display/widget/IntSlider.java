package dev.trn3.display.widget;

/** A whole number within a range. */
public final class IntSlider extends Slider<Integer> {

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
    super("IntSlider", description, min, max, value, step);
  }

  @Override
  Integer converted(Number number) {
    return number.doubleValue() == number.intValue() ? number.intValue() : null;
  }

  @Override
  String kind() {
    return "whole numbers";
  }
}
