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
 * <p>A line there has the place, what of it is listed, and the names, each with an end.
 */
final class Listings {

  /** What of a jar is listed where its packages are; no package has this name. */
  static final String PACKAGES = "*";

  private static final String BETWEEN = "\t";
  private static final String END = ";"; // No class and no package has it in its name.
  private static final int FIELDS = 3;

  private final List<Path> classPath;
  private final Optional<KeptLines> file;
  private final Map<String, String> kept = new HashMap<>();
  private final Map<String, String> found = new ConcurrentHashMap<>();
  private volatile boolean collecting;

  /** Those of a class path; reads what is kept. */
  Listings(List<Path> classPath) {
    this.classPath = List.copyOf(classPath);
    file = KeptLines.of("listed-classes", classPath, "");
    for (String line : file.flatMap(KeptLines::read).orElse(List.of())) {
      String[] fields = line.split(BETWEEN, -1);
      if (fields.length != FIELDS) {
        kept.clear(); // Whoever wrote that, it was not this.
        break;
      }
      kept.put(fields[0] + BETWEEN + fields[1], fields[2]);
    }
    collecting = kept.isEmpty() && file.isPresent();
  }

  /** Whether they may have this jar: not one that was added while the kernel ran. */
  boolean mayHave(Path jar) {
    return file.isPresent() && classPath.contains(jar);
  }

  /** Whether what is found will be kept. */
  boolean areCollected() {
    return collecting;
  }

  /** The names; empty where they are not known. */
  Optional<List<String>> of(String place, String what) {
    String names = kept.get(place + BETWEEN + what);
    if (names == null) {
      return Optional.empty();
    }
    return Optional.of(
        names.isEmpty()
            ? List.of()
            : List.of(names.substring(0, names.length() - END.length()).split(END, -1)));
  }

  /** Takes note of what was found, where that will be kept. */
  void found(String place, String what, List<String> names) {
    if (collecting) {
      String ended = names.isEmpty() ? "" : String.join(END, names) + END;
      found.put(place + BETWEEN + what, ended);
    }
  }

  /** Keeps for the next sessions what was found until now. */
  void keep() {
    if (collecting) {
      collecting = false;
      List<String> lines = new ArrayList<>();
      found.forEach((key, names) -> lines.add(key + BETWEEN + names));
      found.clear();
      file.ifPresent(each -> each.keep(lines));
    }
  }
}
