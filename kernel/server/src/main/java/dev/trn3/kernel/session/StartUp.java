package dev.trn3.kernel.session;

import dev.trn3.kernel.classpath.Jar;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a kernel is started with.
 *
 * @param libraries the jars and folders that cells see
 * @param history where the history is kept; empty to forget it
 */
public record StartUp(WorkerOptions worker, List<Path> libraries, Optional<Path> history) {

  /** Names the history that all kernels of a user share. */
  private static final String OF_THIS_USER = "user";

  private static final String IMPORTS = "META-INF/trn3/imports.jsh";

  /**
   * Reads the system properties that {@link dev.trn3.kernel.Kernel} names.
   *
   * @throws IllegalArgumentException where no class path is given, or a jar of it does not exist
   */
  public static StartUp fromSystemProperties() {
    String classPath = System.getProperty("trn3.worker.classpath", "");
    if (classPath.isBlank()) {
      throw new IllegalArgumentException(
          "-Dtrn3.worker.classpath is missing; it names the jars that cells see");
    }
    List<Path> paths = new ArrayList<>();
    for (String path : classPath.split(Pattern.quote(File.pathSeparator))) {
      paths.add(Path.of(path));
      if (!Files.exists(Path.of(path))) {
        throw new IllegalArgumentException(
            path + " does not exist; build the project again, or install the kernel again");
      }
    }
    String flags = System.getProperty("trn3.worker.flags", "");
    List<String> split =
        Arrays.stream(flags.split(flags.contains("\n") ? "\n" : "\\s+"))
            .filter(flag -> !flag.isBlank())
            .toList();
    return new StartUp(
        new WorkerOptions(classPath, split),
        paths,
        Optional.ofNullable(System.getProperty("trn3.history")).map(StartUp::history));
  }

  /** This for one of several kernels in this JVM, known by its connection file. */
  public StartUp of(Path connectionFile) {
    return new StartUp(worker.of(connectionFile), libraries, history);
  }

  private static Path history(String named) {
    return named.equals(OF_THIS_USER)
        ? StateFolder.ofThisUser().resolve("kernel-history.jsonl")
        : Path.of(named);
  }

  /**
   * The imports that are evaluated before the first cell: those that the libraries on the class
   * path name in {@code META-INF/trn3/imports.jsh}.
   */
  public List<String> imports() {
    Set<String> imports = new LinkedHashSet<>();
    for (Path library : libraries) {
      imports(library)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("//"))
          .forEach(imports::add);
    }
    return List.copyOf(imports);
  }

  private static String imports(Path library) {
    if (!Files.isDirectory(library)) {
      return Jar.at(library).text(IMPORTS).orElse("");
    }
    try {
      Path file = library.resolve(IMPORTS);
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("the start-up imports cannot be read: " + e.getMessage(), e);
    }
  }
}
