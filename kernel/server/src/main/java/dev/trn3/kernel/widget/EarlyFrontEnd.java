package dev.trn3.kernel.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.CommEvent.Kind;
import dev.trn3.display.comm.CommMessage;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The front end of ipywidgets 6. Nothing is translated, and nothing more is sent, before one has
 * greeted the kernel. Safe for use by several threads.
 */
public final class EarlyFrontEnd {

  /** The target to which it opens a comm whenever it has connected; later ones never do. */
  static final String GREETING = "jupyter.widget.version";

  private static final String WIDGET = "jupyter.widget";
  private static final String VIEW = "application/vnd.jupyter.widget-view+json";

  /** Which versions of its JavaScript the translation is for, as it asks to be told. */
  private static final String WANTED = "{\"version\":\"~2.1.4\"}";

  private final Set<String> greetings = new HashSet<>();
  private final Map<String, EarlyModel> models = new HashMap<>();
  private boolean here;

  /** Whether it speaks of versions, not of widgets; this is not for the analyst's code. */
  public synchronized boolean greets(CommEvent event) {
    if (event.kind() == Kind.OPEN && event.target().equals(GREETING)) {
      here = true;
      greetings.add(event.id());
    }
    boolean known = greetings.contains(event.id());
    if (event.kind() == Kind.CLOSE) {
      greetings.remove(event.id());
    }
    return known;
  }

  /** What to say to a greeting; to what follows it, nothing. */
  public Optional<CommEvent> answer(CommEvent event) {
    return event.kind() == Kind.OPEN ? Optional.of(message(event.id(), WANTED)) : Optional.empty();
  }

  /** What a widget says, in words that this front end understands as well. */
  public synchronized CommEvent said(CommEvent event) {
    if (event.kind() == Kind.CLOSE) {
      models.remove(event.id());
      return event;
    }
    boolean opens = event.kind() == Kind.OPEN;
    if (opens ? !event.target().equals(WIDGET) : !here || !models.containsKey(event.id())) {
      return event;
    }
    ObjectNode data;
    try {
      data = Json.object(event.message().data());
    } catch (MalformedMessageException e) {
      return event; // Who publishes it says so.
    }
    if (!(data.get("state") instanceof ObjectNode state)) {
      return event;
    }
    if (opens) {
      models.put(event.id(), EarlyModel.of(state));
    }
    if (!here) {
      return event;
    }
    ObjectNode early = models.get(event.id()).early(state);
    if (opens) {
      data.setAll(early);
    } else {
      state.setAll(early);
    }
    CommMessage said = event.message();
    return new CommEvent(
        event.kind(),
        event.id(),
        event.target(),
        new CommMessage(data.toString(), said.metadata(), said.buffers()));
  }

  /** What the front end says to a widget, as widgets know it; nothing where they need not. */
  public synchronized Optional<CommEvent> heard(CommEvent event) {
    EarlyModel model = models.get(event.id());
    if (event.kind() == Kind.CLOSE) {
      models.remove(event.id());
    }
    if (!here || model == null || event.kind() != Kind.MESSAGE) {
      return Optional.of(event);
    }
    JsonNode data = Json.object(event.message().data());
    return switch (data.path("method").asText()) {
      case "backbone" ->
          model.chosen(data.path("sync_data")).map(state -> update(event.id(), state));
      case "custom" ->
          model
              .submitted(data.path("content"))
              .map(state -> update(event.id(), state))
              .or(() -> Optional.of(event));
      default -> Optional.of(event);
    };
  }

  /** Asks for the view of a widget that is shown; nothing for other values and front ends. */
  public synchronized Optional<CommEvent> view(MimeBundle shown) {
    String view = shown.data().get(VIEW);
    if (!here || view == null) {
      return Optional.empty();
    }
    try {
      String id = Json.object(view).path("model_id").asText();
      return Optional.of(message(id, "{\"method\":\"display\"}"));
    } catch (MalformedMessageException e) {
      return Optional.empty(); // Who publishes it says so.
    }
  }

  /**
   * What stands in the cell's output. Views stand above it in this front end, so that a text, which
   * does not change with the widget, would only confuse; it is kept for who reads the notebook.
   */
  public synchronized MimeBundle output(MimeBundle shown) {
    return here && shown.data().containsKey(VIEW)
        ? shown.with("text/html", "<!-- The widget stands above. -->")
        : shown;
  }

  /** The JVM of the cells has ended, and all widgets with it. */
  public synchronized void widgetsAreLost() {
    models.clear();
  }

  private static CommEvent update(String id, JsonNode state) {
    ObjectNode data = Json.object().put("method", "update");
    data.set("state", state);
    data.putArray("buffer_paths");
    return message(id, data.toString());
  }

  private static CommEvent message(String id, String data) {
    return new CommEvent(Kind.MESSAGE, id, "", CommMessage.of(data));
  }
}
