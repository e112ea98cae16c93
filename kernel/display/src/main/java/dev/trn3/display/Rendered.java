package dev.trn3.display;

/** A value that already knows its bundle, such as {@code html("<b>x</b>")}. */
public record Rendered(MimeBundle bundle) implements Bundled {

  @Override
  public String toString() {
    return bundle.text();
  }
}
