package dev.trn3.display.widget;

/** Yes or no. */
public final class Checkbox extends Input<Boolean> {

  /** A box that is checked or not. */
  public Checkbox(String description, boolean value) {
    super(
        Model.control("Checkbox"),
        "CheckboxStyle",
        Model.attributes("description", description, "value", value),
        "value",
        value);
  }

  @Override
  Object written(Boolean value) {
    return value;
  }

  @Override
  Boolean read(Object json) {
    if (json instanceof Boolean truth) {
      return truth;
    }
    throw refused(json, "true and false");
  }
}
