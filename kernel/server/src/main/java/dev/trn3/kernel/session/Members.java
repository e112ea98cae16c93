package dev.trn3.kernel.session;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What classes on the analyst's class path offer. They are loaded here to be looked at and are
 * never initialised: no code of theirs runs.
 */
final class Members {

  private volatile ClassLoader classes;
  private final Map<String, Optional<Class<?>>> known = new ConcurrentHashMap<>();

  Members(List<Path> classPath) {
    classes = loader(classPath, ClassLoader.getPlatformClassLoader());
  }

  /** Takes more jars and folders into account. */
  void add(List<Path> more) {
    classes = loader(more, classes);
    known.clear(); // What was not there before may be now.
  }

  private static ClassLoader loader(List<Path> classPath, ClassLoader parent) {
    URL[] urls = classPath.stream().map(Members::url).toArray(URL[]::new);
    return new URLClassLoader("inspected", urls, parent);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path + " is no path of a jar or folder", e);
    }
  }

  /** The class of this binary name, where there is one. */
  Optional<Class<?>> named(String name) {
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
