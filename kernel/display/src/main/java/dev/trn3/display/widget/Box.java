package dev.trn3.display.widget;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Widgets that are shown together. */
abstract class Box extends Widget {

  private final List<Widget> children;
  private final String between;

  Box(String model, String between, Widget... children) {
    super(
        Model.control(model),
        null,
        Map.of("children", Arrays.stream(children).map(Box::referenceTo).toList()));
    this.children = List.of(children);
    this.between = between;
  }

  private static String referenceTo(Widget child) {
    return Objects.requireNonNull(child, "a widget in a box is null").reference();
  }

  @Override
  final void changed(Map<?, ?> changes) {
    // A person changes what is in it, not the box.
  }

  @Override
  public final String toString() {
    return children.stream().map(Widget::toString).collect(Collectors.joining(between));
  }
}
