package dev.trn3.kernel.session;

import dev.trn3.kernel.classpath.ClassPathFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.tools.StandardLocation;

/**
 * What the imports of the start bring, in a file of an installed kernel. To read it from the class
 * files takes as much processor time as several cells, in each session anew.
 *
 * @param file where it is kept; {@code trn3 install} names it ({@code trn3.imported.names})
 * @param key of which imports, class path and Java it is; kept for another one, it is not used
 */
record KeptNames(Path file, String key) {

  private static final int HEAD = 2; // The key, and the packages.

  /** Those of these imports; empty where nothing is kept, as where jars were added since. */
  static Optional<KeptNames> of(List<String> imports, ClassPathFiles files) {
    String named = System.getProperty("trn3.imported.names");
    String classPath =
        StreamSupport.stream(files.getLocation(StandardLocation.CLASS_PATH).spliterator(), false)
            .map(File::getPath)
            .collect(Collectors.joining(File.pathSeparator));
    if (named == null || !classPath.equals(System.getProperty("trn3.worker.classpath"))) {
      return Optional.empty();
    }
    String key = Runtime.version() + " " + classPath + " " + String.join(" ", imports);
    return Optional.of(new KeptNames(Path.of(named), key));
  }

  /** What is kept; empty where it is not there, or of something else. */
  Optional<ImportedNames> read() {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < HEAD || !lines.get(0).equals(key)) {
        return Optional.empty();
      }
      List<String> packages = lines.get(1).isEmpty() ? List.of() : List.of(lines.get(1).split(" "));
      Set<String> names = Set.copyOf(lines.subList(HEAD, lines.size()));
      return Optional.of(new ImportedNames(names, packages, false));
    } catch (IOException e) {
      System.err.println("What imports bring is read anew: " + e);
      return Optional.empty();
    }
  }

  /** Keeps it for the next session, where that is possible. */
  void keep(ImportedNames names) {
    if (names.any() || !Files.isWritable(file.getParent())) {
      return; // Not known, or installed for many users: the next session reads it anew.
    }
    List<String> lines = new ArrayList<>(List.of(key, String.join(" ", names.packages())));
    lines.addAll(names.names());
    try {
      Path draft = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
      Files.write(draft, lines);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE); // Another kernel may read it now.
    } catch (IOException e) {
      System.err.println("What imports bring is not kept for the next session: " + e);
    }
  }
}
