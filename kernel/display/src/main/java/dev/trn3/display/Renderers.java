package dev.trn3.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Turns any value into a {@link MimeBundle}. */
public final class Renderers {

  private static final List<DisplayRenderer> REGISTERED = new CopyOnWriteArrayList<>();

  private Renderers() {}

  /** Adds a renderer at run time; it is asked before those found by {@link ServiceLoader}. */
  public static void register(DisplayRenderer renderer) {
    REGISTERED.add(0, renderer);
  }

  /** Renders a value with the first renderer that knows it, else as its text. */
  public static MimeBundle render(Object value) {
    if (value instanceof Bundled bundled) {
      return bundled.bundle();
    }
    StringBuilder failures = new StringBuilder();
    for (DisplayRenderer renderer : all()) {
      try {
        Optional<MimeBundle> bundle = renderer.render(value);
        if (bundle.isPresent()) {
          return bundle.get();
        }
      } catch (RuntimeException | LinkageError e) {
        failures.append("\n[").append(renderer.getClass().getName());
        failures.append(" could not show this: ").append(e).append(']');
      }
    }
    return MimeBundle.text(text(value) + failures);
  }

  private static List<DisplayRenderer> all() {
    Stream<DisplayRenderer> found =
        Loaded.BY_SERVICE.stream()
            .sorted(Comparator.comparingInt(DisplayRenderer::priority).reversed());
    return Stream.concat(REGISTERED.stream(), found).toList();
  }

  /** Text of any value; arrays by their elements. A toString that throws is reported as text. */
  static String text(Object value) {
    try {
      if (value == null || !value.getClass().isArray()) {
        return String.valueOf(value);
      }
      String nested = Arrays.deepToString(new Object[] {value});
      return nested.substring(1, nested.length() - 1);
    } catch (RuntimeException | StackOverflowError e) {
      return value.getClass().getName() + " (its toString() threw " + e + ")";
    }
  }

  /** Loaded once, on the first value shown. One that cannot be made is left out, and said so. */
  private static final class Loaded {
    static final List<DisplayRenderer> BY_SERVICE = all();

    private static List<DisplayRenderer> all() {
      List<DisplayRenderer> made = new ArrayList<>();
      Iterator<DisplayRenderer> found = ServiceLoader.load(DisplayRenderer.class).iterator();
      while (true) {
        try {
          if (!found.hasNext()) {
            return List.copyOf(made);
          }
          made.add(found.next());
        } catch (ServiceConfigurationError | LinkageError e) {
          System.err.println("A renderer could not be loaded: " + e.getMessage());
        }
      }
    }
  }
}
