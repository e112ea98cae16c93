package dev.trn3.kernel.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * A folder or an archive with source files.
 *
 * <p>Their names are one text, in which they are looked for: the JDK alone has fifteen thousand,
 * and as objects of a map they would take ten times the memory.
 */
final class SourceContainer {

  private static final String JAVA = ".java";

  /** A file of a container, by its path in it. */
  record SourceFile(SourceContainer container, String path) {

    String text() throws IOException {
      return container.text(path);
    }
  }

  private final Path place;
  // Stays open, since its files are read later; null for a folder.
  private final ZipFile archive;
  // Each with a slash before it and a line end behind it.
  private final String names;

  private SourceContainer(Path place, ZipFile archive, Stream<String> names) {
    this.place = place;
    this.archive = archive;
    this.names =
        names
            .filter(name -> name.endsWith(JAVA))
            .map(name -> "/" + name + "\n")
            .collect(Collectors.joining());
  }

  /** The source files at this place. */
  static SourceContainer of(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        Stream<String> names =
            files.map(file -> place.relativize(file).toString().replace('\\', '/'));
        return new SourceContainer(place, null, names);
      }
    }
    ZipFile archive = new ZipFile(place.toFile());
    return new SourceContainer(place, archive, archive.stream().map(entry -> entry.getName()));
  }

  /**
   * Files that may declare a class.
   *
   * @param name simple or qualified
   */
  List<SourceFile> declaring(String name) {
    String end = "/" + name.replace('.', '/') + JAVA + "\n";
    List<SourceFile> found = new ArrayList<>();
    for (int at = names.indexOf(end); at >= 0; at = names.indexOf(end, at + 1)) {
      int start = names.lastIndexOf('\n', at) + 2;
      found.add(new SourceFile(this, names.substring(start, at + end.length() - 1)));
    }
    return found;
  }

  private String text(String path) throws IOException {
    if (archive == null) {
      return Files.readString(place.resolve(path));
    }
    try (InputStream in = archive.getInputStream(archive.getEntry(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
