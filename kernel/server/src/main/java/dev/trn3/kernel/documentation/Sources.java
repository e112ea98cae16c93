package dev.trn3.kernel.documentation;

import dev.trn3.kernel.documentation.SourceContainer.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Source files of the JDK and of the libraries on a class path, by the name of their class. Read on
 * first use; safe for use by several threads.
 */
public final class Sources {

  private final List<Path> classPath;
  private List<SourceContainer> containers;

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
    if (containers != null) {
      more.forEach(entry -> SourcePlaces.of(entry).ifPresent(this::add));
    }
  }

  /**
   * Files that may declare a class, the likeliest first.
   *
   * @param name simple or qualified; of a nested class that of the outermost
   */
  List<SourceFile> declaring(String name) {
    return containers().stream()
        .flatMap(container -> container.declaring(name).stream())
        .sorted(Comparator.comparing(Sources::rank))
        .toList();
  }

  /** Of two classes of one name, an analyst means rather the one of java.util than of java.awt. */
  private static int rank(SourceFile file) {
    String path = file.path();
    return path.startsWith("java.base/java/lang/") || path.startsWith("java.base/java/util/")
        ? 0
        : path.startsWith("java.base/") ? 1 : path.startsWith("java.") ? 2 : 0;
  }

  private synchronized List<SourceContainer> containers() {
    if (containers == null) {
      containers = new ArrayList<>();
      classPath.forEach(entry -> SourcePlaces.of(entry).ifPresent(this::add));
      SourcePlaces.ofJdk().ifPresent(this::add);
    }
    return List.copyOf(containers);
  }

  private void add(Path place) {
    try {
      containers.add(SourceContainer.of(place));
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Sources " + place + " cannot be read: " + e);
    }
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
