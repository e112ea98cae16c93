package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.CommMessage;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The comms that are open, as far as both sides have said so. */
final class OpenComms {

  private final Map<String, String> targets = new LinkedHashMap<>();
  private final Map<String, String> offered = new HashMap<>();

  /** What a {@code comm_open}, {@code comm_msg} or {@code comm_close} says. */
  static CommEvent event(Message message) {
    JsonNode content = message.content();
    String kind =
        message.type().equals("comm_msg")
            ? "MESSAGE"
            : message.type().substring("comm_".length()).toUpperCase(Locale.ROOT);
    return new CommEvent(
        CommEvent.Kind.valueOf(kind),
        content.path("comm_id").asText(),
        content.path("target_name").asText(),
        new CommMessage(
            content.path("data").isObject() ? content.path("data").toString() : "{}",
            message.metadata().toString(),
            message.buffers()));
  }

  /** The front end wishes to open a comm. */
  synchronized void offered(CommEvent opening) {
    offered.put(opening.id(), opening.target());
  }

  /** The analyst's code has handled an offer: the comm is open unless it was closed meanwhile. */
  synchronized void handled(CommEvent opening) {
    String target = offered.remove(opening.id());
    if (target != null) {
      targets.put(opening.id(), target);
    }
  }

  /** Takes note of what either side says. */
  synchronized void said(CommEvent event) {
    switch (event.kind()) {
      case OPEN -> targets.put(event.id(), event.target());
      case CLOSE -> {
        targets.remove(event.id());
        offered.remove(event.id());
      }
      case MESSAGE -> {
        // Opens and closes nothing.
      }
    }
  }

  /** Forgets all, and returns their ids. */
  synchronized List<String> lost() {
    List<String> ids = new ArrayList<>(targets.keySet());
    ids.addAll(offered.keySet());
    targets.clear();
    offered.clear();
    return ids;
  }

  /** The answer to {@code comm_info_request}. */
  synchronized ObjectNode answer(JsonNode request) {
    String wanted = request.path("target_name").asText("");
    ObjectNode content = Questions.ok();
    ObjectNode comms = content.putObject("comms");
    targets.forEach(
        (id, target) -> {
          if (wanted.isEmpty() || wanted.equals(target)) {
            comms.set(id, Json.object().put("target_name", target));
          }
        });
    return content;
  }
}
