package dev.trn3.display.widget;

/** A number within a range. */
public final class FloatSlider extends Slider<Double> {

  private static final double STEPS = 100;

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
    super("FloatSlider", description, min, max, value, step);
  }

  @Override
  Double converted(Number number) {
    return number.doubleValue();
  }

  @Override
  String kind() {
    return "numbers";
  }
}
