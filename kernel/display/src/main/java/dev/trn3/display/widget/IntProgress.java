package dev.trn3.display.widget;

import java.util.Map;

/** A bar that fills. */
public final class IntProgress extends Widget {

  private final String description;
  private final int max;
  private volatile int value;

  /**
   * An empty bar.
   *
   * @throws IllegalArgumentException where the most is not positive
   */
  public IntProgress(String description, int max) {
    super(
        Model.control("IntProgress").withView("ProgressView"),
        "ProgressStyle",
        Map.of(
            "description",
            description,
            "min",
            0,
            "max",
            Ranges.checked(description, 0, max, 0, 1) + max,
            "value",
            0));
    this.description = description;
    this.max = max;
  }

  /** Fills it so far; beyond its end it stays full. */
  public void value(int done) {
    value = Math.max(0, Math.min(max, done));
    set("value", value);
  }

  @Override
  void changed(Map<?, ?> changes) {
    // A person changes nothing of a bar.
  }

  @Override
  public String toString() {
    return "%s: %d of %d".formatted(description, value, max);
  }
}
