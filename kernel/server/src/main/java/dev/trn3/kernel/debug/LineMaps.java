package dev.trn3.kernel.debug;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** The lines of all snippets that were loaded since a front end attached. */
final class LineMaps {

  private final Map<String, LineMap> byType = new ConcurrentHashMap<>();

  /**
   * Classes of a piece of a cell are about to be loaded. What JShell compiles anew because a piece
   * replaces what it uses comes along, behind the piece's own.
   *
   * @param wrappers the snippets of the piece
   * @param first the line of the cell on which the piece begins
   */
  void add(String path, int first, List<SnippetWrapper> wrappers, List<String> classNames) {
    Deque<SnippetWrapper> own = new ArrayDeque<>(wrappers);
    Set<String> types = new LinkedHashSet<>();
    classNames.forEach(name -> types.add(LineMap.outermost(name)));
    boolean isFirst = true;
    for (String type : types) {
      LineMap known = byType.get(number(type));
      if (!own.isEmpty() && (isFirst || known == null)) {
        put(LineMap.of(path, type, first, own.pop()));
      } else if (known != null) {
        put(known.of(type));
      }
      isFirst = false;
    }
  }

  private void put(LineMap map) {
    byType.put(number(map.type()), map);
  }

  /** A class that is made anew has a letter behind its number. */
  private static String number(String type) {
    return type.replaceFirst("\\D+$", "");
  }

  Optional<LineMap> of(String className) {
    return Optional.ofNullable(byType.get(number(LineMap.outermost(className))));
  }

  /** Those of one cell. */
  List<LineMap> in(String path) {
    return byType.values().stream().filter(map -> map.path().equals(path)).toList();
  }

  void clear() {
    byType.clear();
  }
}
