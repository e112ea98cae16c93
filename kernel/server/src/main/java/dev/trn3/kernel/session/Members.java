package dev.trn3.kernel.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What classes on the analyst's class path offer. They are loaded here to be looked at and are
 * never initialised: no code of theirs runs.
 */
final class Members {

  private final List<Path> classPath;
  private URLClassLoader classes;
  private final Map<String, Optional<Class<?>>> known = new HashMap<>();

  Members(List<Path> classPath) {
    this.classPath = new ArrayList<>(classPath);
    classes = loader();
  }

  /** Takes more jars and folders into account. Nobody may use a class meanwhile. */
  synchronized void add(List<Path> more) {
    classPath.addAll(more);
    letGoOfFiles(); // What was not there before may be now.
  }

  /**
   * Closes all jars, whose directories take 4 MB, until a class is asked for again. Nobody may use
   * a class meanwhile: those of a closed loader do not find the types of their parameters.
   */
  synchronized void letGoOfFiles() {
    known.clear();
    try {
      classes.close();
    } catch (IOException e) {
      throw new UncheckedIOException("jars of the class path cannot be closed", e);
    } finally {
      classes = loader();
    }
  }

  private URLClassLoader loader() {
    URL[] urls = classPath.stream().map(Members::url).toArray(URL[]::new);
    return new URLClassLoader("inspected", urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path + " is no path of a jar or folder", e);
    }
  }

  /** The class of this binary name, where there is one. */
  synchronized Optional<Class<?>> named(String name) {
    return known.computeIfAbsent(name, this::load);
  }

  private Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(name, false, classes));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty(); // Not there, or it needs what is not there: nothing to tell of it.
    }
  }

  /** How the member of this name is used, and how many others have the name; empty for none. */
  String signature(Class<?> type, String name, boolean onlyStatic) {
    try {
      List<String> found = new ArrayList<>();
      Arrays.stream(type.getMethods())
          .filter(method -> method.getName().equals(name) && !method.isBridge())
          .filter(method -> !onlyStatic || Modifier.isStatic(method.getModifiers()))
          .sorted(
              Comparator.comparingInt(Method::getParameterCount).thenComparing(Members::signature))
          .map(Members::signature)
          .distinct()
          .forEach(found::add);
      for (Field field : type.getFields()) {
        if (field.getName().equals(name)) {
          found.add(simple(field.getGenericType()));
        }
      }
      String more = found.size() > 1 ? " (+" + (found.size() - 1) + " more)" : "";
      return found.isEmpty() ? "" : found.get(0) + more;
    } catch (LinkageError | TypeNotPresentException e) {
      return ""; // A parameter's class is not there.
    }
  }

  private static String signature(Method method) {
    String parameters =
        Arrays.stream(method.getGenericParameterTypes())
            .map(Members::simple)
            .collect(Collectors.joining(", ", "(", ")"));
    if (method.isVarArgs()) {
      parameters = parameters.replaceFirst("\\[]\\)$", "...)");
    }
    return parameters + " " + simple(method.getGenericReturnType());
  }

  private static String simple(Type type) {
    return type.getTypeName().replaceAll("[\\w.]+[.$](?=\\w)", "");
  }
}
