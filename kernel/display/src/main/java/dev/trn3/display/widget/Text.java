package dev.trn3.display.widget;

/** A line of text. Its handlers are called when the line is finished, not for each letter. */
public final class Text extends Input<String> {

  /** A line with this text in it. */
  public Text(String description, String value) {
    super(
        Model.control("Text"),
        "TextStyle",
        Model.attributes("description", description, "value", value, "continuous_update", false),
        "value",
        value);
  }

  @Override
  Object written(String value) {
    return value;
  }

  @Override
  String read(Object json) {
    if (json instanceof String text) {
      return text;
    }
    throw refused(json, "text");
  }
}
