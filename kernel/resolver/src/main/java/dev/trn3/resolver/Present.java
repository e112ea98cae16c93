package dev.trn3.resolver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.Artifact;

/** What the jars on a class path are. */
final class Present {

  private static final Pattern NAME = Pattern.compile("(.+?)-(\\d[\\w.+-]*)\\.jar");

  private final List<Jar> jars = new ArrayList<>();

  /**
   * A jar.
   *
   * @param group empty where the jar does not say
   */
  record Jar(String group, String artifact, String version) {

    boolean is(Artifact other) {
      return artifact.equals(other.getArtifactId())
          && (group.isEmpty() || group.equals(other.getGroupId()));
    }
  }

  /** Looks at these; folders and what is no jar are left out. */
  Present(List<Path> classPath, Path localRepository) {
    for (Path entry : classPath) {
      if (Files.isRegularFile(entry) && entry.toString().endsWith(".jar")) {
        identified(entry.toAbsolutePath().normalize(), localRepository).ifPresent(jars::add);
      }
    }
  }

  /** The jar that is there of an artefact, in any version. */
  Optional<Jar> of(Artifact artifact) {
    return artifact.getClassifier().isEmpty()
        ? jars.stream().filter(jar -> jar.is(artifact)).findFirst()
        : Optional.empty();
  }

  /** Those of which all is known. */
  List<Jar> identified() {
    return jars.stream().filter(jar -> !jar.group().isEmpty()).toList();
  }

  private static Optional<Jar> identified(Path jar, Path localRepository) {
    Optional<Jar> byPlace = byPlace(jar, localRepository);
    if (byPlace.isPresent()) {
      return byPlace;
    }
    Matcher name = NAME.matcher(jar.getFileName().toString());
    Optional<Jar> byName =
        name.matches() ? Optional.of(new Jar("", name.group(1), name.group(2))) : Optional.empty();
    List<Jar> inside = byProperties(jar);
    // A jar that holds others, too, is the one after which its file is called.
    return inside.stream()
        .filter(each -> byName.isEmpty() || each.artifact().equals(byName.get().artifact()))
        .findFirst()
        .or(() -> byName);
  }

  private static Optional<Jar> byPlace(Path jar, Path localRepository) {
    Path root = localRepository.toAbsolutePath().normalize();
    if (!jar.startsWith(root) || jar.getNameCount() < root.getNameCount() + 4) {
      return Optional.empty();
    }
    Path within = root.relativize(jar);
    int names = within.getNameCount();
    List<String> group = new ArrayList<>();
    within.subpath(0, names - 3).forEach(part -> group.add(part.toString()));
    return Optional.of(
        new Jar(
            String.join(".", group),
            within.getName(names - 3).toString(),
            within.getName(names - 2).toString()));
  }

  private static List<Jar> byProperties(Path jar) {
    List<Jar> found = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      List<JarEntry> entries =
          file.stream()
              .filter(each -> each.getName().matches("META-INF/maven/.*/pom\\.properties"))
              .toList();
      for (JarEntry entry : entries) {
        Properties pom = new Properties();
        try (InputStream in = file.getInputStream(entry)) {
          pom.load(in);
        }
        if (pom.containsKey("artifactId")) {
          found.add(
              new Jar(
                  pom.getProperty("groupId", ""),
                  pom.getProperty("artifactId"),
                  pom.getProperty("version", "")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(jar + " is on the class path and cannot be read: " + e, e);
    }
    return found;
  }
}
