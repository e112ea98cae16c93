package dev.trn3.cli.jupyter;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The library of the machine's own code with which an installed kernel signs, beside its jars. In
 * its jar, where Conscrypt looks first, each start would unpack it into the folder for temporary
 * files: half of the time that loading it takes.
 */
final class SigningLibrary {

  private static final String PACKED = "META-INF/native";

  private SigningLibrary() {}

  /**
   * Takes the library for this machine out of the jars that hold it, and those for other machines
   * away. It is as safe as the jars are: who may write there may change both.
   *
   * @param jars copies that are the kernel's own
   * @param folder where the library shall be
   * @return the options by which the server finds it; none where no jar has one for this machine
   */
  static List<String> unpack(List<Path> jars, Path folder) throws IOException {
    return unpack(jars, folder, System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static List<String> unpack(List<Path> jars, Path folder, String system, String processor)
      throws IOException {
    boolean unpacked = false;
    for (Path jar : jars) {
      unpacked |= unpack(jar, folder, ending(system, processor));
    }
    return unpacked ? List.of("-Djava.library.path=" + folder) : List.of();
  }

  /** How the names of libraries for a machine end, as Conscrypt names them. */
  private static String ending(String system, String processor) {
    String name = processor.equals("aarch64") ? "aarch_64" : processor.replace("amd64", "x86_64");
    return system.startsWith("Mac")
        ? "-osx-" + name + ".dylib"
        : "-" + system.toLowerCase(Locale.ROOT) + "-" + name + ".so";
  }

  private static boolean unpack(Path jar, Path folder, String ending) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      List<Path> packed = in(inside.getPath(PACKED));
      List<Path> fitting =
          packed.stream().filter(path -> path.toString().endsWith(ending)).toList();
      for (Path library : fitting) {
        Files.createDirectories(folder);
        Files.copy(library, folder.resolve(library.getFileName().toString()));
      }
      if (!fitting.isEmpty()) {
        for (Path library : packed) {
          Files.delete(library);
        }
      }
      return !fitting.isEmpty();
    }
  }

  private static List<Path> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
