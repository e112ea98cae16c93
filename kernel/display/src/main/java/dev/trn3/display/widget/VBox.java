package dev.trn3.display.widget;

/** Widgets, one below the other. */
public final class VBox extends Box {

  /** These widgets, one below the other. */
  public VBox(Widget... children) {
    super("VBox", "\n", children);
  }
}
