package dev.trn3.kernel.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The repository of Maven on this machine. */
final class LocalRepository {

  private LocalRepository() {}

  /** The sources of a jar that says which artefact it is, where Maven has downloaded them. */
  static Optional<Path> sourcesOf(Path jar, String sourcesName) {
    Path repository = Path.of(System.getProperty("user.home"), ".m2", "repository");
    if (!Files.isDirectory(repository) || !Files.isRegularFile(jar)) {
      return Optional.empty();
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      Optional<JarEntry> found =
          file.stream()
              .filter(entry -> entry.getName().matches("META-INF/maven/.*/pom\\.properties"))
              .findFirst();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Properties pom = new Properties();
      try (InputStream in = file.getInputStream(found.get())) {
        pom.load(in);
      }
      Path sources =
          repository
              .resolve(pom.getProperty("groupId").replace('.', '/'))
              .resolve(pom.getProperty("artifactId"))
              .resolve(pom.getProperty("version"))
              .resolve(sourcesName);
      return Optional.of(sources).filter(Files::isRegularFile);
    } catch (IOException e) {
      System.err.println("No sources are looked for of " + jar + ", which cannot be read: " + e);
      return Optional.empty();
    }
  }
}
