package dev.trn3.kernel.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.CommEvent.Kind;
import dev.trn3.display.comm.CommMessage;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

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
  private final Set<String> pages = new HashSet<>();
  private final Map<String, EarlyModel> models = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final LongSupplier nanoseconds;

  public EarlyFrontEnd() {
    this(System::nanoTime);
  }

  /** By this clock. */
  EarlyFrontEnd(LongSupplier nanoseconds) {
    this.nanoseconds = nanoseconds;
  }

  private boolean here() {
    return !pages.isEmpty();
  }

  /**
   * Whether it speaks of versions, not of widgets; this is not for the analyst's code.
   *
   * @param page the session that says it: each page has its own
   */
  public synchronized boolean greets(CommEvent event, String page) {
    if (event.kind() == Kind.OPEN && event.target().equals(GREETING)) {
      pages.add(page);
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

  /**
   * What a widget says, in words that this front end understands as well. What a widget is, said to
   * a page of this front end that asks for it, cannot be said in both languages at once: so it is
   * said twice, the second time as all others know it, and as an echo: this front end, which has no
   * echoes, keeps to the first.
   */
  public synchronized List<CommEvent> said(CommEvent event) {
    if (event.kind() == Kind.CLOSE) {
      forget(event.id());
      return List.of(event);
    }
    boolean opens = event.kind() == Kind.OPEN;
    if (opens ? !event.target().equals(WIDGET) : !models.containsKey(event.id())) {
      return List.of(event);
    }
    ObjectNode data;
    try {
      data = Json.object(event.message().data());
    } catch (MalformedMessageException e) {
      return List.of(event); // Who publishes it says so.
    }
    if (!(data.get("state") instanceof ObjectNode state)) {
      return List.of(event);
    }
    if (opens) {
      models.put(event.id(), new EarlyModel(state, nanoseconds));
    } else if (data.path("method").asText().equals("update")) {
      models.get(event.id()).isNow(state);
    }
    if (!here()) {
      return List.of(event);
    }
    ObjectNode early = models.get(event.id()).early(state);
    if (opens) {
      data.setAll(early);
    } else if (!state.has("_model_name")) {
      state.setAll(early);
    } else {
      return asked.remove(event.id())
          ? List.of(state("update", event.id(), early), state("echo_update", event.id(), state))
          : List.of(event);
    }
    CommMessage said = event.message();
    return List.of(
        new CommEvent(
            event.kind(),
            event.id(),
            event.target(),
            new CommMessage(data.toString(), said.metadata(), said.buffers())));
  }

  /**
   * What the front end says to widgets, as they know it; nothing where they need not. Who does
   * something else has finished the line that stands in another widget.
   *
   * @param page the session that says it
   */
  public synchronized List<CommEvent> heard(CommEvent event, String page) {
    EarlyModel model = models.get(event.id());
    if (event.kind() == Kind.CLOSE) {
      forget(event.id());
    }
    if (!here() || model == null || event.kind() != Kind.MESSAGE) {
      return List.of(event);
    }
    JsonNode data = Json.object(event.message().data());
    return switch (data.path("method").asText()) {
      case "backbone" -> {
        List<CommEvent> heard = linesBesides(event.id());
        model
            .chosen(data.path("sync_data"))
            .ifPresent(state -> heard.add(update(event.id(), state)));
        yield heard;
      }
      case "custom" -> {
        List<CommEvent> heard = linesBesides(event.id());
        Optional<JsonNode> line = model.submitted(data.path("content"));
        heard.add(line.map(state -> update(event.id(), state)).orElse(event));
        yield heard;
      }
      case "request_state" -> {
        if (pages.contains(page)) {
          asked.add(event.id());
        }
        yield List.of(event);
      }
      default -> List.of(event);
    };
  }

  /**
   * The lines that were typed and not finished by Enter, as widgets know them. Who runs a cell has
   * finished them.
   */
  public synchronized List<CommEvent> typed() {
    return linesBesides("");
  }

  /** Those of other widgets than this one. */
  private List<CommEvent> linesBesides(String id) {
    List<CommEvent> lines = new ArrayList<>();
    models.forEach(
        (each, model) -> {
          if (!each.equals(id)) {
            model.line().ifPresent(state -> lines.add(update(each, state)));
          }
        });
    return lines;
  }

  private void forget(String id) {
    models.remove(id);
    asked.remove(id);
  }

  /** Asks for the view of a widget that is shown; nothing for other values and front ends. */
  public synchronized Optional<CommEvent> view(MimeBundle shown) {
    String view = shown.data().get(VIEW);
    if (!here() || view == null) {
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
   * does not change with the widget, would only confuse. Its page hides what is of this class;
   * where the stored notebook is read without it, the text is seen.
   */
  public synchronized MimeBundle output(MimeBundle shown) {
    return here() && shown.data().containsKey(VIEW)
        ? shown.with(
            "text/html", "<div class=\"hidden\">" + OutputsAsHtml.text(shown.text()) + "</div>")
        : shown;
  }

  /** The JVM of the cells has ended, and all widgets with it. */
  public synchronized void widgetsAreLost() {
    models.clear();
    asked.clear();
  }

  private static CommEvent update(String id, JsonNode state) {
    return state("update", id, state);
  }

  private static CommEvent state(String method, String id, JsonNode state) {
    ObjectNode data = Json.object().put("method", method);
    data.set("state", state);
    data.putArray("buffer_paths");
    return message(id, data.toString());
  }

  private static CommEvent message(String id, String data) {
    return new CommEvent(Kind.MESSAGE, id, "", CommMessage.of(data));
  }
}
