package dev.trn3.display.widget;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Widgets, side by side. */
public final class HBox extends Widget {

  private final List<Widget> children;

  /** These widgets, side by side. */
  public HBox(Widget... children) {
    super(
        Model.control("HBox"),
        null,
        Map.of("children", List.of(children).stream().map(Widget::reference).toList()));
    this.children = List.of(children);
  }

  @Override
  void changed(Map<?, ?> changes) {
    // A person changes what is in it, not the box.
  }

  @Override
  public String toString() {
    return children.stream().map(Widget::toString).collect(Collectors.joining("  "));
  }
}
