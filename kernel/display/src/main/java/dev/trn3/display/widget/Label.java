package dev.trn3.display.widget;

import java.util.Map;

/** A line to read. */
public final class Label extends Widget {

  private volatile String text;

  /** A line with this text. */
  public Label(String text) {
    super(
        Model.control("Label"),
        "LabelStyle",
        // Without a width of its own, ipywidgets 6 makes it as narrow as the label of a slider.
        Model.attributes("value", text, "layout", layout(Map.of("width", "auto"))));
    this.text = text;
  }

  /** Replaces the text. */
  public void text(String changed) {
    text = changed;
    set("value", changed);
  }

  @Override
  void changed(Map<?, ?> changes) {
    // A person changes nothing of a label.
  }

  @Override
  public String toString() {
    return text;
  }
}
