package dev.trn3.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.resolver.Present.Jar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresentTest {

  @TempDir private Path folder;

  private Path jar(String name, String... coordinates) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new JarEntry("something.txt"));
      for (String each : coordinates) {
        String[] parts = each.split(":");
        out.putNextEntry(
            new JarEntry("META-INF/maven/" + parts[0] + "/" + parts[1] + "/pom.properties"));
        out.write(
            "groupId=%s%nartifactId=%s%nversion=%s%n"
                .formatted((Object[]) parts)
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private Jar of(Path jar, String group, String artifact) {
    return new Present(List.of(jar), folder.resolve("repository"))
        .of(new DefaultArtifact(group, artifact, "jar", "9"))
        .orElse(null);
  }

  @Test
  void isKnownByWhatTheJarSaysOfItself() throws IOException {
    Path jar = jar("renamed.jar", "org.one:thing:1.2");

    assertThat(of(jar, "org.one", "thing")).isEqualTo(new Jar("org.one", "thing", "1.2"));
    assertThat(of(jar, "org.other", "thing")).isNull();
  }

  @Test
  void isTheOneItIsCalledAfterWhereItHoldsOthersToo() throws IOException {
    Path jar = jar("thing-1.2.jar", "org.inner:part:7", "org.one:thing:1.2");

    assertThat(of(jar, "org.one", "thing").version()).isEqualTo("1.2");
    assertThat(of(jar, "org.inner", "part")).isNull();
  }

  @Test
  void isKnownByItsNameWhereItSaysNothing() throws IOException {
    assertThat(of(jar("asm-tree-9.9.1.jar"), "org.any", "asm-tree"))
        .isEqualTo(new Jar("", "asm-tree", "9.9.1"));
  }

  @Test
  void isKnownByItsPlaceInTheLocalRepository() throws IOException {
    Path jar = jar("repository/org/one/two/thing/1.2/thing-1.2.jar");

    assertThat(of(jar, "org.one.two", "thing")).isEqualTo(new Jar("org.one.two", "thing", "1.2"));
  }
}
