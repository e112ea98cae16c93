package dev.trn3.display.widget;

import dev.trn3.display.Bundled;
import dev.trn3.display.Json;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.Comm;
import dev.trn3.display.comm.CommMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that a person sees and may change. It is shown as a value is; showing it twice gives
 * two views of the same thing. Safe for use by several threads.
 */
public abstract class Widget implements Bundled {

  private static final String VIEW = "application/vnd.jupyter.widget-view+json";

  private final Map<String, Object> state;
  private final Comm comm;
  private volatile boolean closed;

  /** What a front end needs to know of the layout and the style of a widget. */
  private static final class Part extends Widget {
    Part(Model model, Map<String, Object> more) {
      super(joined(model.state(), more));
    }

    private static Map<String, Object> joined(Map<String, Object> state, Map<String, Object> more) {
      state.putAll(more);
      return state;
    }

    @Override
    void changed(Map<?, ?> changes) {
      // Nobody asks what they look like.
    }
  }

  Widget(Map<String, Object> state) {
    this.state = state;
    comm =
        Comm.open(
            "jupyter.widget",
            CommMessage.of(Json.write(Map.of("state", state, "buffer_paths", List.of())))
                .withMetadata("{\"version\":\"2.1.0\"}"));
    comm.onMessage(message -> received(Json.object(message.data())));
    Reloading.known(this);
    comm.onClose(message -> Reloading.forget(this));
  }

  /** A widget with a view of its own. */
  Widget(Model model, String style, Map<String, Object> more) {
    this(state(model, style, more));
  }

  private static Map<String, Object> state(Model model, String style, Map<String, Object> more) {
    Map<String, Object> state = model.state();
    if (!more.containsKey("layout")) {
      state.put("layout", layout(Map.of()));
    }
    if (style != null) {
      state.put("style", new Part(Model.style(style), Map.of()).reference());
    }
    state.putAll(more);
    return state;
  }

  /** A layout of one's own, with what CSS calls these properties. */
  static String layout(Map<String, Object> properties) {
    return new Part(Model.base("Layout"), properties).reference();
  }

  /** What the front end has changed. */
  abstract void changed(Map<?, ?> changes);

  /** What the front end says besides. */
  void said(Map<?, ?> content) {
    // Only buttons are told something.
  }

  private void received(Map<?, ?> message) {
    if ("request_state".equals(message.get("method"))) {
      send("update", present());
    } else if ("update".equals(message.get("method"))
        && message.get("state") instanceof Map<?, ?> changes) {
      send("echo_update", changes);
      changed(changes);
    } else if ("custom".equals(message.get("method"))
        && message.get("content") instanceof Map<?, ?> content) {
      said(content);
    }
  }

  private void send(String method, Map<?, ?> changes) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("method", method);
    message.put("state", changes);
    message.put("buffer_paths", List.of());
    comm.send(Json.write(message));
  }

  /** Takes note of what the front end knows already. */
  final void note(String name, Object value) {
    synchronized (state) {
      state.put(name, value);
    }
  }

  /** Changes something here and there. Afterwards a closed widget stays as it is there. */
  final void set(String name, Object value) {
    note(name, value);
    if (comm.isOpen()) {
      send("update", Map.of(name, value));
    }
  }

  final Map<String, Object> present() {
    synchronized (state) {
      return new LinkedHashMap<>(state);
    }
  }

  final String id() {
    return comm.id();
  }

  final String reference() {
    return "IPY_MODEL_" + comm.id();
  }

  /** Removes it from the front end. What a person does with a view that is left is ignored. */
  public final void close() {
    closed = true;
    Reloading.forget(this);
    comm.close();
  }

  /** What is read in its place when it was closed. */
  String afterwards() {
    return this + ", closed";
  }

  /**
   * Its view; only the text where no front end has it any more, be it that it was closed here or
   * that the front end knows no widgets.
   */
  @Override
  public final MimeBundle bundle() {
    if (closed) {
      return MimeBundle.text(afterwards());
    }
    if (!comm.isOpen()) {
      return MimeBundle.text(toString());
    }
    return MimeBundle.text(toString())
        .with(
            VIEW,
            Json.write(Map.of("version_major", 2, "version_minor", 0, "model_id", comm.id())));
  }

  @Override
  public String toString() {
    return getClass().getSimpleName();
  }
}
