package dev.trn3.kernel.documentation;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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
  private final boolean isFolder;
  // Open once a file of it was read; what it keeps of the JDK takes 2 MB.
  private ZipFile archive;
  // Each with a slash before it and a line end behind it.
  private final String names;

  private SourceContainer(Path place, boolean isFolder, Stream<String> names) {
    this.place = place;
    this.isFolder = isFolder;
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
        return new SourceContainer(place, true, names);
      }
    }
    try (ZipFile archive = new ZipFile(place.toFile())) {
      return new SourceContainer(place, false, archive.stream().map(ZipEntry::getName));
    }
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
    if (isFolder) {
      return Files.readString(place.resolve(path));
    }
    ZipFile open = archive();
    ZipEntry entry = open.getEntry(path);
    if (entry == null) {
      throw new FileNotFoundException(path + " has gone from " + place);
    }
    try (InputStream in = open.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private synchronized ZipFile archive() throws IOException {
    if (archive == null) {
      archive = new ZipFile(place.toFile());
    }
    return archive;
  }
}
