package dev.trn3.display.widget;

/** Looks at the bounds of sliders before they are shown. */
final class Ranges {

  private Ranges() {}

  static <T extends Number> T checked(String description, T min, T max, T value, T step) {
    double least = min.doubleValue();
    double most = max.doubleValue();
    if (!(least < most)) {
      throw new IllegalArgumentException(
          "\"%s\" has no range: %s is not less than %s".formatted(description, min, max));
    }
    if (Double.isInfinite(most - least)) {
      throw new IllegalArgumentException(
          "\"%s\" goes from %s to %s; both ends must be finite".formatted(description, min, max));
    }
    if (!(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw new IllegalArgumentException(
          "\"%s\" cannot be %s; it goes from %s to %s".formatted(description, value, min, max));
    }
    if (!(step.doubleValue() > 0)) {
      throw new IllegalArgumentException(
          "\"%s\" has steps of %s; they must be greater than 0".formatted(description, step));
    }
    return value;
  }
}
