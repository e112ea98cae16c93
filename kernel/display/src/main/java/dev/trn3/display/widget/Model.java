package dev.trn3.display.widget;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What the front end has to load for a widget: modules and classes of ipywidgets 8. */
record Model(String module, String version, String model, String view) {

  static Model control(String name) {
    return new Model("@jupyter-widgets/controls", "2.0.0", name + "Model", name + "View");
  }

  static Model base(String name) {
    return new Model("@jupyter-widgets/base", "2.0.0", name + "Model", name + "View");
  }

  static Model style(String name) {
    return new Model("@jupyter-widgets/controls", "2.0.0", name + "Model", "StyleView");
  }

  static Model output() {
    return new Model("@jupyter-widgets/output", "1.0.0", "OutputModel", "OutputView");
  }

  /**
   * Names and values of a widget's state, in turn.
   *
   * @throws NullPointerException that names the one that is null
   */
  static Map<String, Object> attributes(Object... namesAndValues) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = namesAndValues[i].toString();
      attributes.put(
          name,
          Objects.requireNonNull(namesAndValues[i + 1], "the " + name + " of a widget is null"));
    }
    return attributes;
  }

  Model withView(String other) {
    return new Model(module, version, model, other);
  }

  Map<String, Object> state() {
    boolean isStyle = view.equals("StyleView");
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("_model_module", module);
    state.put("_model_module_version", version);
    state.put("_model_name", model);
    state.put("_view_module", isStyle ? "@jupyter-widgets/base" : module);
    state.put("_view_module_version", version);
    state.put("_view_name", view);
    return state;
  }
}
