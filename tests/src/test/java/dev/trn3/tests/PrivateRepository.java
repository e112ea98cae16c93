package dev.trn3.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Maven repository with what this build has made and nothing else, as a team would publish it;
 * and settings with which Maven resolves from there first and leaves the repository of the person
 * who runs the tests as it is: that one is read only, so that nothing is downloaded twice.
 */
record PrivateRepository(Path folder) {

  /** The published modules: artifact to folder. Those of packaging pom have no jar. */
  private static final Map<String, String> MODULES =
      Map.of(
          "trn3-parent", "",
          "trn3-kernel", "kernel",
          "trn3-display", "kernel/display",
          "trn3-kernel-worker", "kernel/worker",
          "trn3-kernel-server", "kernel/server",
          "trn3-notebook", "kernel/notebook",
          "trn3-library-parent", "library",
          "trn3-library", "library/core");

  private static final List<String> POMS =
      List.of("trn3-parent", "trn3-kernel", "trn3-library-parent");
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>trn3-parent</artifactId>\\s*<version>([^<]+)</version>");

  /** Publishes into this folder. */
  static PrivateRepository in(Path folder) {
    Workbench.environment(); // Builds what is not built yet.
    try {
      String version = version();
      for (Map.Entry<String, String> module : MODULES.entrySet()) {
        publish(module.getKey(), Repository.ROOT.resolve(module.getValue()), version, folder);
      }
      return new PrivateRepository(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version() throws IOException {
    Matcher version = VERSION.matcher(Files.readString(Repository.ROOT.resolve("pom.xml")));
    if (!version.find()) {
      throw new AssertionError("the parent's pom.xml has no version");
    }
    return version.group(1);
  }

  private static void publish(String artifact, Path module, String version, Path repository)
      throws IOException {
    Path place =
        Files.createDirectories(repository.resolve("dev/trn3").resolve(artifact).resolve(version));
    String name = artifact + "-" + version;
    Files.copy(
        module.resolve("pom.xml"),
        place.resolve(name + ".pom"),
        StandardCopyOption.REPLACE_EXISTING);
    if (!POMS.contains(artifact)) {
      Files.copy(
          module.resolve("target").resolve(name + ".jar"),
          place.resolve(name + ".jar"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Settings for {@code mvn -s}, whose own repository is a folder beside this one. */
  Path settings() {
    Path own = folder.resolveSibling("local-repository");
    Path persons =
        Path.of(
            System.getProperty(
                "maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
    Path file = folder.resolveSibling("settings.xml");
    String repositories =
        repository("repository", "published", folder)
            + repository("repository", "downloaded", persons);
    String plugins = repository("pluginRepository", "downloaded", persons);
    try {
      Files.writeString(
          file,
          """
          <settings>
            <localRepository>%s</localRepository>
            <profiles><profile><id>here</id>
              <repositories>%s</repositories>
              <pluginRepositories>%s</pluginRepositories>
            </profile></profiles>
            <activeProfiles><activeProfile>here</activeProfile></activeProfiles>
          </settings>
          """
              .formatted(own, repositories, plugins));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static String repository(String element, String id, Path folder) {
    return ("<%1$s><id>%2$s</id><url>%3$s</url>"
            + "<releases><checksumPolicy>ignore</checksumPolicy></releases></%1$s>")
        .formatted(element, id, folder.toUri());
  }
}
