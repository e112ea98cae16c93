package dev.trn3.kernel.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an installed kernel keeps of the packages that its start lists. */
class ListingsTest {

  private static final String KEPT_IN = "trn3.kept.in";
  private static final String CLASS_PATH = "trn3.worker.classpath";

  @TempDir Path folder;

  private Path jar;

  @BeforeEach
  void anInstalledKernel() throws IOException {
    jar = folder.resolve("a b.jar");
    write("one/two/A.class", "one/two/A$In.class", "other/B.class", "Rootless.class");
    System.setProperty(KEPT_IN, folder.toString());
    System.setProperty(CLASS_PATH, jar.toString());
  }

  @AfterEach
  void noInstalledKernel() {
    System.clearProperty(KEPT_IN);
    System.clearProperty(CLASS_PATH);
    Jar.keepOnly(List.of());
  }

  private void write(String... classes) throws IOException {
    write(jar, classes);
  }

  private static void write(Path jar, String... classes) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : classes) {
        out.putNextEntry(new JarEntry(name));
        out.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private ClassPathFiles session() throws IOException {
    StandardJavaFileManager javac =
        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
    javac.setLocation(StandardLocation.CLASS_PATH, List.of(jar.toFile()));
    return new ClassPathFiles(javac);
  }

  private static List<String> names(ClassPathFiles files, Location location, String packageName)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (JavaFileObject file : files.list(location, packageName, Set.of(Kind.CLASS), false)) {
      names.add(files.inferBinaryName(location, file));
    }
    return names;
  }

  private static List<String> names(ClassPathFiles files, String packageName) throws IOException {
    return names(files, StandardLocation.CLASS_PATH, packageName);
  }

  private static Location javaBase(ClassPathFiles files) throws IOException {
    return files.getLocationForModule(StandardLocation.SYSTEM_MODULES, "java.base");
  }

  @Test
  void areTheSameInTheNextSession() throws IOException {
    ClassPathFiles first = session();
    List<String> inJar = names(first, "one.two");
    List<String> rootless = names(first, "");
    List<String> lang = names(first, javaBase(first), "java.lang");
    first.keepListings();

    ClassPathFiles second = session();

    assertThat(names(second, "one.two"))
        .isEqualTo(inJar)
        .containsExactlyInAnyOrder("one.two.A", "one.two.A$In");
    assertThat(names(second, "")).isEqualTo(rootless).containsExactly("Rootless");
    assertThat(names(second, javaBase(second), "java.lang"))
        .isEqualTo(lang)
        .contains("java.lang.String", "java.lang.Character$UnicodeBlock");
    assertThat(names(second, "nowhere")).isEmpty();
    assertThat(names(second, "other")).as("not listed before").containsExactly("other.B");
    assertThat(names(second, javaBase(second), "java.util.zip")).contains("java.util.zip.CRC32");
  }

  @Test
  void openTheSameClassesInTheNextSession() throws IOException {
    ClassPathFiles first = session();
    names(first, "one.two");
    names(first, javaBase(first), "java.lang");
    first.keepListings();
    Jar.keepOnly(List.of());

    ClassPathFiles second = session();

    assertThat(text(second, StandardLocation.CLASS_PATH, "one.two", "one.two.A"))
        .isEqualTo("one/two/A.class");
    byte[] string;
    try (InputStream in = String.class.getResourceAsStream("String.class")) {
      string = in.readAllBytes();
    }
    assertThat(bytes(second, javaBase(second), "java.lang", "java.lang.String")).isEqualTo(string);
  }

  private static String text(
      ClassPathFiles files, Location location, String packageName, String binaryName)
      throws IOException {
    return new String(bytes(files, location, packageName, binaryName), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(
      ClassPathFiles files, Location location, String packageName, String binaryName)
      throws IOException {
    for (JavaFileObject file : files.list(location, packageName, Set.of(Kind.CLASS), false)) {
      if (files.inferBinaryName(location, file).equals(binaryName)) {
        try (InputStream in = file.openInputStream()) {
          return in.readAllBytes();
        }
      }
    }
    throw new AssertionError(binaryName + " is not listed");
  }

  @Test
  void areBelievedSoThatNothingIsOpenedForThem() throws IOException {
    ClassPathFiles first = session();
    names(first, "one.two");
    names(first, javaBase(first), "java.lang");
    first.keepListings();
    Path kept = folder.resolve("listed-classes");
    String invented = Files.readString(kept).replace("A$In;", "Kept;").replace("String;", "Text;");
    Files.writeString(kept, invented);

    ClassPathFiles second = session();

    assertThat(names(second, "one.two")).contains("one.two.A", "one.two.Kept");
    assertThat(names(second, javaBase(second), "java.lang")).contains("java.lang.Text");
  }

  @Test
  void areNotThoseOfAJarThatWasAddedWhileTheKernelRan() throws IOException {
    Path added = folder.resolve("added.jar");
    write(added, "more/Before.class");
    ClassPathFiles first = session();
    String both = jar + File.pathSeparator + added;
    first.handleOption("-classpath", List.of(both).iterator());
    assertThat(names(first, "more")).containsExactly("more.Before");
    first.keepListings();
    Jar.keepOnly(List.of());
    write(added, "more/After.class");

    ClassPathFiles second = session();
    second.handleOption("-classpath", List.of(both).iterator());

    assertThat(names(second, "more")).containsExactly("more.After");
  }

  @Test
  void ofAJarThatIsGoneSayThatAClassCannotBeRead() throws IOException {
    ClassPathFiles first = session();
    names(first, "one.two");
    first.keepListings();
    Jar.keepOnly(List.of());
    ClassPathFiles second = session();
    List<JavaFileObject> classes = new ArrayList<>();
    second
        .list(StandardLocation.CLASS_PATH, "one.two", Set.of(Kind.CLASS), false)
        .forEach(classes::add);
    Files.delete(jar);

    assertThatThrownBy(() -> classes.get(0).openInputStream())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a b.jar cannot be read");
  }

  @Test
  void areMadeAnewWhereAJarHasBecomeAnother() throws IOException {
    ClassPathFiles first = session();
    names(first, "one.two");
    first.keepListings();
    Jar.keepOnly(List.of());
    write("one/two/Longer.class");

    assertThat(names(session(), "one.two")).containsExactly("one.two.Longer");
  }

  @Test
  void areNotThoseOfAClassPathToWhichAFolderBelongs() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));

    assertThat(KeptLines.of("names", List.of(jar, classes), "")).isEmpty();
    System.setProperty(CLASS_PATH, classes.toString());
    assertThat(KeptLines.of("names", List.of(classes), "")).isEmpty();
    System.setProperty(CLASS_PATH, jar.toString());
    assertThat(KeptLines.of("names", List.of(jar), "")).isPresent();
  }

  @Test
  void areNotKeptByAKernelThatIsNotInstalled() throws IOException {
    System.clearProperty(KEPT_IN);
    ClassPathFiles first = session();
    names(first, "one.two");

    first.keepListings();

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(jar);
    }
    assertThat(new Listings(List.of(jar)).of(jar.toString(), "one.two"))
        .isEqualTo(Optional.empty());
  }

  @Test
  void areNotBelievedWhereTheFileIsSomethingElse() throws IOException {
    ClassPathFiles first = session();
    names(first, "one.two");
    first.keepListings();
    Path kept = folder.resolve("listed-classes");
    List<String> lines = new ArrayList<>(Files.readAllLines(kept));
    Files.write(kept, List.of(lines.get(0), "a line without places"));

    ClassPathFiles second = session();
    assertThat(names(second, "one.two")).contains("one.two.A");
    second.keepListings();

    assertThat(kept).content().contains("one.two", "A;").doesNotContain("without places");
  }
}
