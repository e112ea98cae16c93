package dev.trn3.display.widget;

/** A bar that fills by any amount. */
public final class FloatProgress extends Bar {

  private final String description;
  private final double max;
  private volatile double value;

  /**
   * An empty bar.
   *
   * @throws IllegalArgumentException where the most is not positive, or endless
   */
  public FloatProgress(String description, double max) {
    super("FloatProgress", description, Ranges.checked(description, 0.0, max, 0.0, 1.0) + max);
    this.description = description;
    this.max = max;
  }

  /**
   * Fills it so far; beyond its end it stays full.
   *
   * @throws IllegalArgumentException for what is no number
   */
  public void value(double done) {
    if (Double.isNaN(done)) {
      throw new IllegalArgumentException("\"" + description + "\" cannot be filled by NaN");
    }
    value = Math.max(0, Math.min(max, done));
    set("value", value);
  }

  @Override
  public String toString() {
    return "%s: %s of %s".formatted(description, value, max);
  }
}
