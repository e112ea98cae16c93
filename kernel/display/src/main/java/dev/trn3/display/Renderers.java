package dev.trn3.display;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Turns any value into a {@link MimeBundle}. */
public final class Renderers {

  private static final List<DisplayRenderer> REGISTERED = new CopyOnWriteArrayList<>();

  private static final AtomicReference<Search> SEARCH =
      new AtomicReference<>(new Search(null, null));

  /**
   * Where renderers are looked for, when the next value is shown, and what was found there.
   *
   * @param loader null for that of the thread which shows it
   * @param found null until then
   */
  private record Search(ClassLoader loader, List<DisplayRenderer> found) {}

  private Renderers() {}

  /** Adds a renderer at run time; it is asked before those found by {@link ServiceLoader}. */
  public static void register(DisplayRenderer renderer) {
    REGISTERED.add(0, renderer);
  }

  /**
   * Lets renderers be looked for once more, since the class path has grown: those found before are
   * made anew.
   *
   * @param loader where all threads find them from now on; at first it is the context class loader
   *     of the thread that shows something first
   */
  public static void lookAgain(ClassLoader loader) {
    SEARCH.set(new Search(Objects.requireNonNull(loader, "no class loader is given"), null));
  }

  /**
   * Renders a value with the first renderer that knows it, else as its text. Below it stands what
   * those before have thrown, if anything.
   */
  public static MimeBundle render(Object value) {
    if (value instanceof Bundled bundled) {
      return bundled.bundle();
    }
    StringBuilder failures = new StringBuilder();
    for (DisplayRenderer renderer : all()) {
      try {
        Optional<MimeBundle> bundle = renderer.render(value);
        if (bundle.isPresent()) {
          return noted(bundle.get(), failures.toString());
        }
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        failures.append("\n[").append(renderer.getClass().getName());
        failures.append(" could not show this: ").append(e).append(']');
      }
    }
    return noted(MimeBundle.text(text(value)), failures.toString());
  }

  /** What went wrong stands below what could be shown. */
  private static MimeBundle noted(MimeBundle bundle, String failures) {
    if (failures.isEmpty()) {
      return bundle;
    }
    MimeBundle noted = bundle.with("text/plain", bundle.text() + failures);
    String html = bundle.data().get("text/html");
    return html == null
        ? noted
        : noted.with("text/html", html + "<pre>" + Display.escaped(failures.strip()) + "</pre>");
  }

  private static List<DisplayRenderer> all() {
    Search search = SEARCH.get();
    List<DisplayRenderer> found = search.found;
    if (found == null) {
      found = find(search.loader);
      // What was asked for meanwhile is still to be looked for.
      SEARCH.compareAndSet(search, new Search(search.loader, found));
    }
    return Stream.concat(
            REGISTERED.stream(),
            found.stream().sorted(Comparator.comparingInt(DisplayRenderer::priority).reversed()))
        .toList();
  }

  /**
   * The text of any value: what its toString says; arrays and collections by their elements, the
   * first {@value Texts#LONGEST} of long ones. A toString that throws is reported as text.
   */
  public static String text(Object value) {
    return Texts.of(value);
  }

  /** One that cannot be made is left out, and said so. */
  private static List<DisplayRenderer> find(ClassLoader loader) {
    List<DisplayRenderer> made = new ArrayList<>();
    Iterator<DisplayRenderer> found =
        (loader == null
                ? ServiceLoader.load(DisplayRenderer.class)
                : ServiceLoader.load(DisplayRenderer.class, loader))
            .iterator();
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
