package dev.trn3.kernel.classpath;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an installed kernel has found out once, in a file for its next sessions.
 *
 * @param file where it is kept
 * @param key what it is true of, in one line; what was kept for something else is not read
 */
public record KeptLines(Path file, String key) {

  /**
   * Those of this name; empty where the kernel is not installed, or where its class path is not
   * made of the jars it was installed with.
   *
   * @param jars the class path
   * @param of what else they depend on, in one line
   */
  public static Optional<KeptLines> of(String name, List<Path> jars, String of) {
    String folder = System.getProperty("trn3.kept.in"); // Named by "trn3 install".
    String classPath = String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    if (folder == null || !classPath.equals(System.getProperty("trn3.worker.classpath"))) {
      return Optional.empty();
    }
    StringBuilder key = new StringBuilder(Runtime.version().toString());
    try {
      for (Path jar : jars) {
        if (!Files.isRegularFile(jar)) {
          return Optional.empty(); // What is in a folder may change at any time.
        }
        key.append(' ').append(jar).append(' ').append(Files.size(jar));
        key.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
      }
    } catch (IOException e) {
      return Optional.empty(); // Whoever needs that jar says so.
    }
    return Optional.of(new KeptLines(Path.of(folder, name), key.append(' ').append(of).toString()));
  }

  /** What is kept; empty where nothing is, or what was true of something else. */
  public Optional<List<String>> read() {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty() || !lines.get(0).equals(key)
          ? Optional.empty()
          : Optional.of(lines.subList(1, lines.size()));
    } catch (IOException e) {
      System.err.println(file + " is made anew, since it cannot be read: " + e);
      return Optional.empty();
    }
  }

  /** Keeps lines for the next session, where that is possible. */
  public void keep(List<String> lines) {
    if (!Files.isWritable(file.getParent())) {
      return; // Installed for many users: the next session finds out anew.
    }
    List<String> all = new ArrayList<>(List.of(key));
    all.addAll(lines);
    try {
      Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
      try {
        Files.write(draft, all);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE); // Another kernel may read it now.
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      System.err.println(file + " is not kept for the next session: " + e);
    }
  }
}
