package dev.trn3.kernel.session;

import dev.trn3.kernel.classpath.ClassPathFiles;
import dev.trn3.kernel.classpath.KeptLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the imports of the start bring, in a file of an installed kernel. To read it from the class
 * files takes as much processor time as several cells, in each session anew.
 *
 * @param lines the packages in the first, then a name in each
 */
record KeptNames(KeptLines lines) {

  /** Those of these imports; empty where nothing is kept, as where jars were added since. */
  static Optional<KeptNames> of(List<String> imports, ClassPathFiles files) {
    return KeptLines.of("imported-names", files.classPath(), String.join(" ", imports))
        .map(KeptNames::new);
  }

  /** What is kept; empty where it is not there, or of something else. */
  Optional<ImportedNames> read() {
    return lines.read().filter(all -> !all.isEmpty()).map(KeptNames::names);
  }

  private static ImportedNames names(List<String> lines) {
    String packages = lines.get(0);
    return new ImportedNames(
        Set.copyOf(lines.subList(1, lines.size())),
        packages.isEmpty() ? List.of() : List.of(packages.split(" ")),
        false);
  }

  /** Keeps it for the next session, where that is possible. */
  void keep(ImportedNames names) {
    if (names.any()) {
      return; // Not known.
    }
    List<String> all = new ArrayList<>(List.of(String.join(" ", names.packages())));
    all.addAll(names.names());
    lines.keep(all);
  }
}
