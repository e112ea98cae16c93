package dev.trn3.display.widget;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something to click. */
public final class Button extends Widget {

  private final List<Runnable> handlers = new CopyOnWriteArrayList<>();
  private final String description;

  /** A button with these words on it. */
  public Button(String description) {
    super(Model.control("Button"), "ButtonStyle", Model.attributes("description", description));
    this.description = description;
  }

  /** Calls the handler at each click. */
  public void onClick(Runnable handler) {
    handlers.add(handler);
  }

  @Override
  void changed(Map<?, ?> changes) {
    // A person changes nothing of a button.
  }

  @Override
  void said(Map<?, ?> content) {
    if ("click".equals(content.get("event"))) {
      handlers.forEach(Runnable::run);
    }
  }

  @Override
  public String toString() {
    return "Button(" + description + ")";
  }
}
