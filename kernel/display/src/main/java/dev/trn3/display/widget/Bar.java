package dev.trn3.display.widget;

import java.util.Map;

/** A bar that fills. A person changes nothing of it. */
abstract class Bar extends Widget {

  Bar(String model, String description, Number max) {
    super(
        Model.control(model).withView("ProgressView"),
        "ProgressStyle",
        Model.attributes("description", description, "min", 0, "max", max, "value", 0));
  }

  @Override
  void changed(Map<?, ?> changes) {
    // A person changes nothing of a bar.
  }
}
