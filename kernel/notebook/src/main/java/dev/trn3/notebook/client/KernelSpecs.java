package dev.trn3.notebook.client;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kernelspecs installed on this machine, found where Jupyter looks for them.
 *
 * <p>Search path: https://docs.jupyter.org/en/latest/use/jupyter-directories.html
 */
public final class KernelSpecs {

  private final List<Path> searchPath;
  private final Map<String, KernelSpec> known;

  private KernelSpecs(List<Path> searchPath, Map<String, KernelSpec> known) {
    this.searchPath = searchPath;
    this.known = known;
  }

  /** The kernelspecs of this user and this machine. */
  public static KernelSpecs installed() {
    return in(searchPath(System.getenv(), System.getProperty("user.home")));
  }

  /** The kernelspecs in these folders, of which earlier ones win. */
  public static KernelSpecs in(List<Path> folders) {
    Map<String, KernelSpec> known = new LinkedHashMap<>();
    for (Path folder : folders) {
      for (Path candidate : children(folder)) {
        if (Files.isRegularFile(candidate.resolve("kernel.json"))) {
          String name = String.valueOf(candidate.getFileName()).toLowerCase(Locale.ROOT);
          if (!known.containsKey(name)) {
            known.put(name, KernelSpec.read(candidate));
          }
        }
      }
    }
    return new KernelSpecs(List.copyOf(folders), known);
  }

  /** These and one more, which wins over one of the same name. */
  public KernelSpecs and(KernelSpec another) {
    Map<String, KernelSpec> more = new LinkedHashMap<>(known);
    more.put(another.name().toLowerCase(Locale.ROOT), another);
    return new KernelSpecs(searchPath, more);
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("kernelspecs in " + folder + " cannot be listed", e);
    }
  }

  /** All names, in the order found. */
  public List<String> names() {
    return List.copyOf(known.keySet());
  }

  /** Whether there is a kernelspec of this name. */
  public boolean has(String name) {
    return known.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The kernelspec of this name.
   *
   * @throws KernelStartException where there is none; the message lists those there are
   */
  public KernelSpec named(String name) {
    KernelSpec spec = known.get(name.toLowerCase(Locale.ROOT));
    if (spec == null) {
      throw new KernelStartException(
          "kernelspec \"%s\" is not installed; there are: %s (searched %s)"
              .formatted(
                  name,
                  known.isEmpty() ? "none" : String.join(", ", known.keySet()),
                  searchPath.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }
    return spec;
  }

  /** Where kernelspecs may be, first to last, given the environment of a process. */
  static List<Path> searchPath(Map<String, String> environment, String home) {
    Set<Path> data = new LinkedHashSet<>();
    for (String path : split(environment.get("JUPYTER_PATH"))) {
      data.add(Path.of(path));
    }
    for (String prefix : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      if (environment.containsKey(prefix)) {
        data.add(Path.of(environment.get(prefix), "share", "jupyter"));
      }
    }
    data.add(userData(environment, home));
    if (environment.containsKey("PROGRAMDATA")) {
      data.add(Path.of(environment.get("PROGRAMDATA"), "jupyter"));
    }
    data.add(Path.of("/usr/local/share/jupyter"));
    data.add(Path.of("/usr/share/jupyter"));
    return data.stream().map(folder -> folder.resolve("kernels")).toList();
  }

  private static Path userData(Map<String, String> environment, String home) {
    if (environment.containsKey("JUPYTER_DATA_DIR")) {
      return Path.of(environment.get("JUPYTER_DATA_DIR"));
    }
    if (environment.containsKey("APPDATA")) {
      return Path.of(environment.get("APPDATA"), "jupyter");
    }
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      return Path.of(home, "Library", "Jupyter");
    }
    String shared = environment.getOrDefault("XDG_DATA_HOME", home + "/.local/share");
    return Path.of(shared, "jupyter");
  }

  private static List<String> split(String path) {
    return path == null || path.isBlank() ? List.of() : List.of(path.split(File.pathSeparator, -1));
  }
}
