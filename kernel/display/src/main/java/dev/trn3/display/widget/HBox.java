package dev.trn3.display.widget;

/** Widgets, side by side. */
public final class HBox extends Box {

  /** These widgets, side by side. */
  public HBox(Widget... children) {
    super("HBox", "  ", children);
  }
}
