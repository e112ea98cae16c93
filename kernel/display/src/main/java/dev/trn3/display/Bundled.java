package dev.trn3.display;

/** A value that knows itself how it is shown. */
public interface Bundled {

  /** What is shown for it. */
  MimeBundle bundle();
}
