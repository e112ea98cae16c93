package dev.trn3.kernel.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Source files of the JDK and of the libraries on a class path, by the name of their class. Read on
 * first use; safe for use by several threads.
 */
public final class Sources {

  private static final String JAVA = ".java";

  private final List<Path> classPath;
  private Map<String, List<Path>> byName;

  private Sources(List<Path> classPath) {
    this.classPath = new ArrayList<>(classPath);
  }

  /** All that can be found for these jars and folders, and for the JDK that runs this. */
  public static Sources of(List<Path> classPath) {
    return new Sources(classPath);
  }

  /** Takes more jars and folders into account. */
  synchronized void add(List<Path> more) {
    classPath.addAll(more);
    if (byName != null) {
      more.forEach(entry -> SourcePlaces.of(entry).ifPresent(this::add));
    }
  }

  /**
   * Files that may declare a class, the likeliest first.
   *
   * @param name simple or qualified; of a nested class that of the outermost
   */
  List<Path> declaring(String name) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    String path = name.replace('.', '/') + JAVA;
    return files(simple).stream()
        .filter(file -> file.toString().endsWith(path))
        .sorted(Comparator.comparing(Sources::rank))
        .toList();
  }

  /** Of two classes of one name, an analyst means rather the one of java.util than of java.awt. */
  private static int rank(Path file) {
    String path = file.toString();
    return path.contains("java.base/java/lang/") || path.contains("java.base/java/util/")
        ? 0
        : path.contains("java.base/") ? 1 : path.contains("java.") ? 2 : 0;
  }

  private synchronized List<Path> files(String simple) {
    return List.copyOf(index().getOrDefault(simple, List.of()));
  }

  private Map<String, List<Path>> index() {
    if (byName == null) {
      byName = new HashMap<>();
      classPath.forEach(entry -> SourcePlaces.of(entry).ifPresent(this::add));
      SourcePlaces.ofJdk().ifPresent(this::add);
    }
    return byName;
  }

  private void add(Path container) {
    try {
      Files.walkFileTree(root(container), collector(byName));
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Sources " + container + " cannot be read: " + e);
    }
  }

  /** An archive stays open, since its files are read later. */
  @SuppressWarnings("resource")
  private static Path root(Path container) throws IOException {
    if (Files.isDirectory(container)) {
      return container;
    }
    FileSystem archive = FileSystems.newFileSystem(container);
    return archive.getPath("/");
  }

  private static SimpleFileVisitor<Path> collector(Map<String, List<Path>> into) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = file.getFileName().toString();
        if (name.endsWith(JAVA)) {
          String simple = name.substring(0, name.length() - JAVA.length());
          into.computeIfAbsent(simple, key -> new ArrayList<>(1)).add(file);
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }

  /** Where sources stand for classes. */
  private static final class SourcePlaces {

    private SourcePlaces() {}

    static Optional<Path> ofJdk() {
      Path home = Path.of(System.getProperty("java.home"));
      return Stream.of(home.resolve("lib/src.zip"), home.resolve("src.zip"))
          .filter(Files::exists)
          .findFirst();
    }

    /** Beside the jar, in a folder "sources" beside its folder, or in the project being built. */
    static Optional<Path> of(Path entry) {
      Path absolute = entry.toAbsolutePath().normalize();
      if (Files.isDirectory(absolute)) {
        Path project = absolute.resolve("../../src/main/java").normalize();
        return absolute.endsWith("target/classes") && Files.isDirectory(project)
            ? Optional.of(project)
            : Optional.empty();
      }
      String jar = absolute.getFileName().toString();
      if (!jar.endsWith(".jar")) {
        return Optional.empty();
      }
      String sources = jar.substring(0, jar.length() - ".jar".length()) + "-sources.jar";
      Path folder = absolute.getParent();
      return Stream.of(folder.resolve(sources), folder.resolveSibling("sources").resolve(sources))
          .filter(Files::isRegularFile)
          .findFirst()
          .or(() -> LocalRepository.sourcesOf(absolute, sources));
    }
  }
}
