package dev.trn3.kernel;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A small repository with artefacts that are made here, and the settings of a user who has it. */
final class MavenRepository {

  final Path folder;
  final Path home;

  MavenRepository(Path folder) {
    this.folder = folder.resolve("remote");
    home = folder.resolve("home");
  }

  /** What Maven would read as the settings of this user. */
  MavenRepository settings(String address, String more) throws IOException {
    Path file = home.resolve(".m2/settings.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        <settings>%s
          <mirrors><mirror><id>ours</id><mirrorOf>*,!here</mirrorOf><url>%s</url></mirror></mirrors>
        </settings>
        """
            .formatted(more, address));
    return this;
  }

  /** Adds an artefact with one class, whose method {@code says} gives the version. */
  MavenRepository add(String group, String artifact, String version, String... dependencies)
      throws IOException {
    Path place = folder.resolve(group.replace('.', '/')).resolve(artifact).resolve(version);
    Files.createDirectories(place);
    String name = artifact + "-" + version;
    Files.writeString(place.resolve(name + ".pom"), pom(group, artifact, version, dependencies));
    String type = Character.toUpperCase(artifact.charAt(0)) + artifact.substring(1);
    String source =
        """
        package %s;

        /** All that there is to say about %s. */
        public class %s {
          /** Says which version this is, in a few words. */
          public static String says() {
            return "%s %s";
          }
        }
        """
            .formatted(group, artifact, type, artifact, version);
    String path = group.replace('.', '/') + "/" + type;
    jar(place.resolve(name + ".jar"), path + ".class", compiled(type, source));
    jar(
        place.resolve(name + "-sources.jar"),
        path + ".java",
        source.getBytes(StandardCharsets.UTF_8));
    metadata(place.getParent(), group, artifact);
    return this;
  }

  /** Adds a bill of materials: versions that go together. */
  MavenRepository bill(String group, String artifact, String version, String... managed)
      throws IOException {
    Path place = folder.resolve(group.replace('.', '/')).resolve(artifact).resolve(version);
    Files.createDirectories(place);
    String pom =
        pom(group, artifact, version, managed)
            .replace(
                "<dependencies>", "<packaging>pom</packaging><dependencyManagement><dependencies>")
            .replace("</dependencies>", "</dependencies></dependencyManagement>");
    Files.writeString(place.resolve(artifact + "-" + version + ".pom"), pom);
    metadata(place.getParent(), group, artifact);
    return this;
  }

  private static String pom(String group, String artifact, String version, String... dependencies) {
    StringBuilder pom = new StringBuilder("<project><modelVersion>4.0.0</modelVersion>");
    pom.append(named(group, artifact, version)).append("<dependencies>");
    for (String each : dependencies) {
      String[] parts = each.split(":");
      pom.append("<dependency>")
          .append(named(parts[0], parts[1], parts[2]))
          .append("</dependency>");
    }
    return pom.append("</dependencies></project>").toString();
  }

  private static String named(String group, String artifact, String version) {
    return "<groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
        .formatted(group, artifact, version);
  }

  private static void metadata(Path place, String group, String artifact) throws IOException {
    List<String> versions = new ArrayList<>();
    try (var folders = Files.list(place)) {
      folders
          .filter(Files::isDirectory)
          .sorted()
          .forEach(each -> versions.add("<version>" + each.getFileName() + "</version>"));
    }
    Files.writeString(
        place.resolve("maven-metadata.xml"),
        "<metadata><groupId>%s</groupId><artifactId>%s</artifactId><versioning><versions>%s</versions></versioning></metadata>"
            .formatted(group, artifact, String.join("", versions)));
  }

  private static byte[] compiled(String type, String source) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    Path out = Files.createTempDirectory("compiled");
    var unit =
        new SimpleJavaFileObject(
            URI.create("string:///" + type + ".java"), javax.tools.JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    var options = List.of("-d", out.toString(), "-proc:none");
    if (!compiler.getTask(null, null, null, options, null, List.of(unit)).call()) {
      throw new AssertionError("does not compile: " + source);
    }
    try (var files = Files.walk(out)) {
      Path file =
          files.filter(each -> each.toString().endsWith(".class")).findFirst().orElseThrow();
      return Files.readAllBytes(file);
    } finally {
      try (var files = Files.walk(out)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private static void jar(Path file, String entry, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      jar.putNextEntry(new JarEntry(entry));
      jar.write(content);
    }
    Files.write(file, bytes.toByteArray());
  }
}
