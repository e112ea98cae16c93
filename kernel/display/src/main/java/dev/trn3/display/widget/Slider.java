package dev.trn3.display.widget;

/**
 * A number that a person chooses within a range.
 *
 * @param <T> of the number
 */
abstract class Slider<T extends Number> extends Input<T> {

  private final T min;
  private final T max;

  Slider(String model, String description, T min, T max, T value, T step) {
    super(
        Model.control(model),
        "SliderStyle",
        Model.attributes(
            "description", description, "min", min, "max", max, "value", value, "step", step),
        "value",
        Ranges.checked(description, min, max, value, step));
    this.min = min;
    this.max = max;
  }

  /** The number as this slider has it; null where it can be none. */
  abstract T converted(Number number);

  /** What it takes, in the plural. */
  abstract String kind();

  @Override
  final Object written(T value) {
    return value;
  }

  @Override
  final T read(Object json) {
    T converted = json instanceof Number number ? converted(number) : null;
    if (converted == null
        || !(converted.doubleValue() >= min.doubleValue()
            && converted.doubleValue() <= max.doubleValue())) {
      throw refused(json, kind() + " from " + min + " to " + max);
    }
    return converted;
  }
}
