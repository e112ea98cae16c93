package dev.trn3.kernel.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathFilesTest {

  @TempDir Path folder;

  private final StandardJavaFileManager javac =
      ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
  private final ClassPathFiles files = new ClassPathFiles(javac);

  @BeforeEach
  void aJarAndAFolder() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes/one/two"));
    Files.writeString(classes.resolve("InFolder.class"), "in a folder");
    Files.writeString(classes.resolve("InFolder.java"), "no class");
    Path jar =
        jar(
            "a.jar",
            Map.of(
                "one/two/InJar.class", "in a jar",
                "one/two/InJar$Nested.class", "nested",
                "one/two/three/Deeper.class", "deeper",
                "Rootless.class", "no package",
                "one/two/readme.txt", "no class"));
    files.setLocation(
        StandardLocation.CLASS_PATH,
        List.of(
            jar.toFile(),
            folder.resolve("classes").toFile(),
            folder.resolve("missing.jar").toFile()));
  }

  @Test
  void listThePackageOfEveryEntryInTheOrderOfTheClassPath() throws IOException {
    assertThat(names("one.two"))
        .containsExactlyInAnyOrder("one.two.InJar", "one.two.InJar$Nested", "one.two.InFolder")
        .endsWith("one.two.InFolder");
    assertThat(names("one.two.three")).containsExactly("one.two.three.Deeper");
    assertThat(names("")).containsExactly("Rootless");
    assertThat(names("one")).isEmpty();
    assertThat(names("nowhere")).isEmpty();
  }

  @Test
  void giveWhatTheFilesHold() throws IOException {
    assertThat(texts("one.two")).contains("in a jar", "nested", "in a folder");
  }

  @Test
  void takeOnAClassPathThatHasGrown() throws IOException {
    assertThat(names("more")).isEmpty();
    Path more = jar("more.jar", Map.of("more/More.class", ""));

    assertThat(files.handleOption("-classpath", List.of(more.toString()).iterator())).isTrue();

    assertThat(names("more")).containsExactly("more.More");
    assertThat(names("one.two")).isEmpty();
  }

  @Test
  void takeFromAJarForSeveralReleasesWhatIsForTheOneThatRuns() throws IOException {
    Path several =
        jar(
            "several.jar",
            Map.of(
                "old/Same.class", "for every release",
                "META-INF/versions/17/old/Same.class", "for 17",
                "META-INF/versions/99/old/Same.class", "for 99"));
    files.setLocation(StandardLocation.CLASS_PATH, List.of(several.toFile()));

    assertThat(names("old")).containsExactly("old.Same");
    assertThat(texts("old")).containsExactly("for 17");
  }

  @Test
  void leaveEverythingElseToJavac() throws IOException {
    Iterable<JavaFileObject> none =
        files.list(StandardLocation.CLASS_PATH, "one.two", Set.of(Kind.SOURCE), false);
    assertThat(none).isEmpty();
    assertThat(files.getLocation(StandardLocation.CLASS_PATH))
        .hasSameSizeAs(javac.getLocation(StandardLocation.CLASS_PATH))
        .hasSize(3);
  }

  @Test
  void letNothingOfTheClassPathRunInTheCompiler() {
    assertThat(files.getClassLoader(StandardLocation.CLASS_PATH).getResource("one/two/InJar.class"))
        .isNull();
  }

  private List<String> names(String packageName) throws IOException {
    List<String> names = new ArrayList<>();
    for (JavaFileObject each : classes(packageName)) {
      names.add(files.inferBinaryName(StandardLocation.CLASS_PATH, each));
      assertThat(each.isNameCompatible(each.getName().replaceAll(".*/|\\.class", ""), Kind.CLASS))
          .isTrue();
    }
    return names;
  }

  private List<String> texts(String packageName) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JavaFileObject each : classes(packageName)) {
      try (InputStream in = each.openInputStream()) {
        texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private Iterable<JavaFileObject> classes(String packageName) throws IOException {
    return files.list(StandardLocation.CLASS_PATH, packageName, Set.of(Kind.CLASS), false);
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    Path path = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(path);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return path;
  }
}
