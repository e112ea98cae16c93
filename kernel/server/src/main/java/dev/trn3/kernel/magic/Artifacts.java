package dev.trn3.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Maven's repository on this machine has, for completion: names without a network. Folders are
 * groups, artefacts and versions; a version has a pom.
 */
record Artifacts(Path repository) {

  private static final int MOST = 200;

  /** Deeper than any group's name goes. */
  private static final int DEPTH = 12;

  /**
   * Words with dots between them: a leading dot or two in a row would lead out of the repository.
   */
  private static final Pattern COORDINATES = Pattern.compile("([A-Za-z0-9_+:-]\\.?)*");

  private static final Pattern PLACE =
      Pattern.compile("<localRepository>\\s*([^<]+?)\\s*</localRepository>");

  /** The one that the user's settings name, else {@code ~/.m2/repository}. */
  static Artifacts ofThisMachine() {
    String property = System.getProperty("maven.repo.local");
    if (property != null) {
      return new Artifacts(Path.of(property));
    }
    Path maven = Path.of(System.getProperty("user.home"), ".m2");
    try {
      Path settings = maven.resolve("settings.xml");
      Matcher named =
          PLACE.matcher(Files.isRegularFile(settings) ? Files.readString(settings) : "");
      if (named.find()) {
        String place = named.group(1).replace("${user.home}", System.getProperty("user.home"));
        return new Artifacts(Path.of(place));
      }
    } catch (IOException | InvalidPathException e) {
      // %maven says what is wrong with the settings; completion only knows less.
    }
    return new Artifacts(maven.resolve("repository"));
  }

  /** Whole words that begin so: {@code group:artifact}, then {@code group:artifact:version}. */
  List<String> completing(String typed) {
    String[] parts = typed.split(":", -1);
    List<String> found = new ArrayList<>();
    if (!COORDINATES.matcher(typed).matches() || parts.length > 3) {
      return found;
    }
    if (parts.length == 1) {
      int dot = typed.lastIndexOf('.') + 1;
      Path folder = repository.resolve(typed.substring(0, dot).replace('.', '/'));
      folders(folder, typed.substring(dot)).forEach(each -> collect(each, DEPTH, found));
      return found;
    }
    Path group = repository.resolve(parts[0].replace('.', '/'));
    if (parts.length == 2) {
      folders(group, parts[1]).stream()
          .filter(each -> !versions(each).isEmpty())
          .forEach(each -> found.add(parts[0] + ":" + each.getFileName()));
    } else {
      versions(group.resolve(parts[1])).stream()
          .filter(each -> each.startsWith(parts[2]))
          .forEach(each -> found.add(parts[0] + ":" + parts[1] + ":" + each));
    }
    return found;
  }

  /** Adds the artefacts in this folder and below it. */
  private void collect(Path folder, int depth, List<String> found) {
    if (found.size() >= MOST || depth == 0) {
      return;
    }
    if (!versions(folder).isEmpty()) {
      String group = repository.relativize(folder.getParent()).toString().replace('\\', '/');
      found.add(group.replace('/', '.') + ":" + folder.getFileName());
    }
    folders(folder, "").stream()
        .filter(each -> !isVersion(each))
        .forEach(each -> collect(each, depth - 1, found));
  }

  /** Oldest first: numbers count as numbers, so 1.10 stands behind 1.9. */
  private static List<String> versions(Path artifact) {
    return artifact.getParent() == null
        ? List.of()
        : folders(artifact, "").stream()
            .filter(Artifacts::isVersion)
            .map(each -> each.getFileName().toString())
            .sorted(Comparator.comparing(Artifacts::ordered))
            .toList();
  }

  private static String ordered(String version) {
    return Pattern.compile("[0-9]{1,9}")
        .matcher(version)
        .replaceAll(number -> "%09d".formatted(Integer.parseInt(number.group())));
  }

  private static boolean isVersion(Path folder) {
    String name = folder.getParent().getFileName() + "-" + folder.getFileName();
    return Files.isRegularFile(folder.resolve(name + ".pom"));
  }

  private static List<Path> folders(Path within, String prefix) {
    try (Stream<Path> all = Files.list(within)) {
      return all.filter(each -> each.getFileName().toString().startsWith(prefix))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(); // No folder, so nothing in it.
    }
  }
}
