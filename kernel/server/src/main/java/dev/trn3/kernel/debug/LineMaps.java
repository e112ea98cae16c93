package dev.trn3.kernel.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The lines of all snippets that were loaded since a front end attached. */
final class LineMaps {

  private final Map<String, LineMap> byType = new ConcurrentHashMap<>();

  void add(LineMap map) {
    byType.put(map.type(), map);
  }

  Optional<LineMap> of(String className) {
    return Optional.ofNullable(byType.get(LineMap.outermost(className)));
  }

  /** Those of one cell. */
  List<LineMap> in(String path) {
    return byType.values().stream().filter(map -> map.path().equals(path)).toList();
  }

  List<LineMap> all() {
    return new ArrayList<>(byType.values());
  }

  void clear() {
    byType.clear();
  }
}
