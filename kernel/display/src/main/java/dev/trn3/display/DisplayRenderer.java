package dev.trn3.display;

import java.util.Optional;

/**
 * Teaches the notebook to show a type. Found by {@link java.util.ServiceLoader}.
 *
 * <p>Renderers are asked by falling {@link #priority()}; the first that answers wins. One that
 * throws is passed over, and the reason is shown beside the plain text.
 */
public interface DisplayRenderer {

  /**
   * Renders the value.
   *
   * @return empty where this renderer does not know the type
   */
  Optional<MimeBundle> render(Object value);

  /** Where this renderer stands among others: higher is asked first. Default 0. */
  default int priority() {
    return 0;
  }
}
