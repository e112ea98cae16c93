package dev.trn3.display.widget;

import dev.trn3.display.Json;
import dev.trn3.display.comm.Comm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells a page that was loaded again what widgets there are. */
final class Reloading {

  private static final Map<String, Widget> OPEN = new ConcurrentHashMap<>();

  static {
    Comm.target(
        "jupyter.widget.control",
        (comm, opening) ->
            comm.onMessage(
                message -> {
                  if ("request_states".equals(Json.object(message.data()).get("method"))) {
                    comm.send(states());
                  }
                }));
  }

  private Reloading() {}

  static void known(Widget widget) {
    OPEN.put(widget.id(), widget);
  }

  static void forget(Widget widget) {
    OPEN.remove(widget.id());
  }

  private static String states() {
    Map<String, Object> states = new LinkedHashMap<>();
    OPEN.forEach(
        (id, widget) -> {
          Map<String, Object> state = widget.present();
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("model_name", state.get("_model_name"));
          one.put("model_module", state.get("_model_module"));
          one.put("model_module_version", state.get("_model_module_version"));
          one.put("state", state);
          states.put(id, one);
        });
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("method", "update_states");
    message.put("states", states);
    message.put("buffer_paths", List.of());
    return Json.write(message);
  }
}
