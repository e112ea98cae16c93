package dev.trn3.display.widget;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A widget with a value that a person may change.
 *
 * @param <T> of the value
 */
public abstract class Input<T> extends Widget {

  private final String description;
  private final String key;
  private final List<Consumer<? super T>> handlers = new CopyOnWriteArrayList<>();
  private volatile T value;

  Input(Model model, String style, Map<String, Object> state, String key, T value) {
    super(model, style, state);
    this.description = state.get("description").toString();
    this.key = key;
    this.value = value;
  }

  /** The value as the front end writes it. */
  abstract Object written(T value);

  /**
   * Reads a value of the front end.
   *
   * @throws IllegalArgumentException where it can be none of this widget
   */
  abstract T read(Object json);

  /** The present value. */
  public final T value() {
    return value;
  }

  /**
   * Sets the value, here and before the person's eyes.
   *
   * @throws IllegalArgumentException where this widget cannot have it
   */
  public final void value(T changed) {
    T checked = read(written(changed));
    set(key, written(checked));
    accept(checked);
  }

  /** Calls the handler with each new value, whoever changes it. */
  public final void onChange(Consumer<? super T> handler) {
    handlers.add(handler);
  }

  @Override
  final void changed(Map<?, ?> changes) {
    if (changes.containsKey(key)) {
      T changed = read(changes.get(key));
      note(key, written(changed));
      accept(changed);
    }
  }

  private void accept(T changed) {
    boolean same = changed.equals(value);
    value = changed;
    if (!same) {
      handlers.forEach(handler -> handler.accept(changed));
    }
  }

  final IllegalArgumentException refused(Object given, String wanted) {
    return new IllegalArgumentException(
        "%s \"%s\" cannot be %s; it takes %s"
            .formatted(getClass().getSimpleName(), description, given, wanted));
  }

  @Override
  public String toString() {
    return "%s(%s = %s)".formatted(getClass().getSimpleName(), description, value);
  }
}
