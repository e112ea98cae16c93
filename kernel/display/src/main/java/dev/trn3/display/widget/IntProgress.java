package dev.trn3.display.widget;

/** A bar that fills, in whole steps. */
public final class IntProgress extends Bar {

  private final String description;
  private final int max;
  private volatile int value;

  /**
   * An empty bar.
   *
   * @throws IllegalArgumentException where the most is not positive
   */
  public IntProgress(String description, int max) {
    super("IntProgress", description, Ranges.checked(description, 0, max, 0, 1) + max);
    this.description = description;
    this.max = max;
  }

  /** Fills it so far; beyond its end it stays full. */
  public void value(int done) {
    value = Math.max(0, Math.min(max, done));
    set("value", value);
  }

  @Override
  public String toString() {
    return "%s: %d of %d".formatted(description, value, max);
  }
}
