package dev.trn3.kernel.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarTest {

  @TempDir Path folder;

  private Path jar(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("words.txt"));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  @Test
  void isReadAnewByTheNextKernelWhereItIsNotOnItsClassPath() throws IOException {
    Path made = jar("made.jar", "by the first notebook");
    Jar first = Jar.at(made);
    Jar library = Jar.at(jar("library.jar", "of all"));
    jar("made.jar", "by the second, at the same place");

    Jar.keepOnly(List.of(folder.resolve("library.jar")));

    assertThat(first.text("words.txt")).hasValue("by the first notebook");
    assertThat(Jar.at(made).text("words.txt")).hasValue("by the second, at the same place");
    assertThat(Jar.at(folder.resolve("library.jar"))).isSameAs(library);
  }

  @Test
  void isOpenedAgainByWhoeverReadsFromItAfterAllWereClosed() throws IOException {
    Jar jar = Jar.at(jar("closed.jar", "still there"));

    Jar.closeAll();

    assertThat(jar.text("words.txt")).hasValue("still there");
    assertThat(jar.classesOf("none")).isEmpty();
  }

  @Test
  void isNotTakenForTheFileThatReplacedIt() throws IOException {
    Jar jar = Jar.at(jar("replaced.jar", "by the first build"));
    Jar.closeAll();
    jar("replaced.jar", "by the second build, which says more");

    assertThatThrownBy(() -> jar.text("words.txt"))
        .hasMessageContaining("replaced after the kernel had read it; restart the kernel");
  }

  @Test
  void givesWholeClassesAlsoToWhoeverReadsThemWhenItIsClosed() throws Exception {
    URL place = Assertions.class.getProtectionDomain().getCodeSource().getLocation();
    Jar jar = Jar.at(Path.of(place.toURI()));
    JavaFileObject file = jar.classesOf("org.assertj.core.api").get(0);
    try (InputStream in = file.openInputStream()) {
      Jar.closeAll();
      assertThat(new DataInputStream(in).readInt()).isEqualTo(0xCAFEBABE);
    }
  }
}
