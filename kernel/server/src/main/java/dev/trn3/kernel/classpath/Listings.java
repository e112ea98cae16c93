package dev.trn3.kernel.classpath;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which classes there are in the packages that the compiler lists while a kernel starts, in modules
 * of the JDK and in jars, and which packages a jar has. To find that out takes a sixth of a start,
 * so an installed kernel keeps it in a file.
 *
 * <p>A line there has the place, what of it is listed, and the names.
 */
final class Listings {

  /** What of a jar is listed where its packages are; no package has this name. */
  static final String PACKAGES = "*";

  private static final String BETWEEN = "\t";

  private final Optional<KeptLines> file;
  private final Map<String, String> kept = new HashMap<>();
  private final Map<String, String> found = new ConcurrentHashMap<>();

  /** Those of a class path; reads what is kept. */
  Listings(List<Path> classPath) {
    file = KeptLines.of("listed-classes", classPath, "");
    for (String line : file.flatMap(KeptLines::read).orElse(List.of())) {
      int names = line.lastIndexOf(BETWEEN);
      kept.put(line.substring(0, Math.max(0, names)), line.substring(names + 1));
    }
  }

  /** Whether they are kept, or will be: not so of a kernel that is not installed. */
  boolean areOfUse() {
    return file.isPresent();
  }

  /** The names; empty where they are not known. */
  Optional<List<String>> of(String place, String what) {
    String names = kept.get(place + BETWEEN + what);
    if (names == null) {
      return Optional.empty();
    }
    return Optional.of(names.isEmpty() ? List.of() : List.of(names.split(" ")));
  }

  /** Takes note of what was found, where nothing is kept yet. */
  void found(String place, String what, List<String> names) {
    if (areOfUse() && kept.isEmpty()) {
      found.put(place + BETWEEN + what, String.join(" ", names));
    }
  }

  /** Keeps what was found for the next session. */
  void keep() {
    if (areOfUse() && !found.isEmpty()) {
      List<String> lines = new ArrayList<>();
      found.forEach((key, names) -> lines.add(key + BETWEEN + names));
      file.get().keep(lines);
    }
  }
}
