package dev.trn3.kernel.magic;

import dev.trn3.kernel.evaluation.Outcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Jars and folders of the analyst's own. */
final class ClassPathMagics {

  private ClassPathMagics() {}

  static List<Magic> all() {
    return List.of(
        Magic.ofFiles(
            "%classpath",
            "[PATH...]",
            "shows what cells see, or lets them see more jars: %classpath lib/*.jar",
            ClassPathMagics::classPath));
  }

  private static Outcome classPath(Call call, Workspace at) throws Refusal, IOException {
    List<String> words = call.words();
    if (words.isEmpty()) {
      return Magic.text(lines(at.classPath().stream().map(Path::toString)));
    }
    List<Path> found = new ArrayList<>();
    for (String word : words) {
      found.addAll(expanded(word));
    }
    return added(at, found);
  }

  static Outcome added(Workspace at, List<Path> jars) {
    List<Path> added = at.addClassPath(jars);
    return Magic.text(
        added.isEmpty()
            ? "All of it is on the class path already."
            : "Added:\n" + lines(added.stream().map(ClassPathMagics::named)));
  }

  private static String lines(Stream<String> paths) {
    return paths.collect(Collectors.joining("\n"));
  }

  /** A path from the folder of the kernel on where it is in there: the same on every machine. */
  static String named(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path whole = path.toAbsolutePath().normalize();
    return (whole.startsWith(here) && !whole.equals(here) ? here.relativize(whole) : whole)
        .toString();
  }

  static void refuseAddress(String magic, String word) throws Refusal {
    if (word.matches("[a-zA-Z]{2,}://.*")) {
      throw new Refusal(
          "%s is an address, and %s takes files; fetch it first: !curl -sSLO %s"
              .formatted(word, magic, word));
    }
  }

  private static List<Path> expanded(String word) throws Refusal, IOException {
    refuseAddress("%classpath", word);
    int slash = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'));
    String last = word.substring(slash + 1);
    if (!last.contains("*")) {
      Path path = Path.of(word).toAbsolutePath().normalize();
      if (!Files.exists(path)) {
        throw new Refusal("there is no " + path);
      }
      return List.of(jarOrFolder(path));
    }
    Path folder = Path.of(slash < 0 ? "" : word.substring(0, slash + 1)).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new Refusal("there is no folder " + folder);
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, last)) {
      files.forEach(file -> found.add(file.normalize()));
    }
    if (found.isEmpty()) {
      throw new Refusal("no file in " + folder + " is called " + last);
    }
    for (Path path : found) {
      jarOrFolder(path);
    }
    return found.stream().sorted().toList();
  }

  private static Path jarOrFolder(Path path) throws Refusal, IOException {
    if (!Files.isDirectory(path)) {
      try {
        new ZipFile(path.toFile()).close();
      } catch (ZipException e) {
        throw new Refusal(path + " is neither a jar nor a folder: " + e.getMessage());
      }
    }
    return path;
  }
}
