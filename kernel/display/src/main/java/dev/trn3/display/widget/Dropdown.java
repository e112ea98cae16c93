package dev.trn3.display.widget;

import java.util.List;

/**
 * One of several choices.
 *
 * @param <T> of the choices, which are shown as their texts
 */
public final class Dropdown<T> extends Input<T> {

  private final List<T> options;

  /** A choice, the first at the beginning. */
  @SafeVarargs
  @SuppressWarnings("varargs") // The options are only read.
  public Dropdown(String description, T... options) {
    this(description, List.of(options));
  }

  /**
   * A choice, the first at the beginning.
   *
   * @throws IllegalArgumentException where there is nothing to choose
   */
  public Dropdown(String description, List<T> options) {
    super(
        Model.control("Dropdown"),
        "DescriptionStyle",
        Model.attributes(
            "description",
            description,
            "_options_labels",
            options.stream().map(Object::toString).toList(),
            "index",
            0),
        "index",
        first(description, options));
    this.options = List.copyOf(options);
  }

  private static <T> T first(String description, List<T> options) {
    if (options.isEmpty()) {
      throw new IllegalArgumentException("\"" + description + "\" has nothing to choose from");
    }
    return options.get(0);
  }

  @Override
  Object written(T value) {
    int index = options.indexOf(value);
    if (index < 0) {
      throw refused(value, "one of " + options);
    }
    return index;
  }

  @Override
  T read(Object json) {
    if (json instanceof Number number
        && number.intValue() >= 0
        && number.intValue() < options.size()) {
      return options.get(number.intValue());
    }
    throw refused(json, "places from 0 to " + (options.size() - 1) + " of " + options);
  }
}
